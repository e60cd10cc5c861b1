// Facts from https://developers.notion.com/reference/webhooks-events-delivery and https://developers.notion.com/reference/webhooks/page-deleted, 2026-11-22.

/** Who did it, or who can see it. */
export interface NotionActor {
  readonly id: string;
  readonly type: 'person' | 'bot' | 'agent';
}

/** What a page, a database, a data source or a comment stands in. */
export interface NotionParent {
  readonly id: string;
  /** `page`, `database`, `block`, or `space` where it stands at the top of the workspace. */
  readonly type: string;
  /** Where the parent is a data source of a database. */
  readonly data_source_id?: string;
}

/** What most events tell. The content itself is not in it: it is fetched from the API. */
export interface NotionParentData {
  readonly parent: NotionParent;
}

/** What events of changed content tell. */
export interface NotionContentData extends NotionParentData {
  readonly updated_blocks: readonly { readonly id: string; readonly type: string }[];
}

/** What `page.properties_updated` tells. */
export interface NotionPropertiesData extends NotionParentData {
  /** Ids of properties, URL-encoded. */
  readonly updated_properties: readonly string[];
}

/** What events of changed schemas tell. */
export interface NotionSchemaData extends NotionParentData {
  readonly updated_properties: readonly {
    /** URL-encoded. */
    readonly id: string;
    readonly name: string;
    readonly action: 'created' | 'updated' | 'deleted';
  }[];
}

/** What events of comments tell. */
export interface NotionCommentData extends NotionParentData {
  /** The page that the comment stands on, also where the parent is a block. */
  readonly page_id: string;
}

/** The whole body of a delivery. */
export interface NotionPayload<Type extends string, Entity extends string, Data> {
  /** The event's: a UUID. */
  readonly id: string;
  readonly type: Type;
  /** When it happened: ISO 8601. Deliveries may come in another order. */
  readonly timestamp: string;
  readonly workspace_id: string;
  readonly workspace_name?: string;
  readonly subscription_id: string;
  readonly integration_id: string;
  /** Several where changes of several people were gathered into one event. */
  readonly authors: readonly NotionActor[];
  /** In public integrations: whose connections can see the entity. */
  readonly accessible_by?: readonly NotionActor[];
  /** 1 to 8. */
  readonly attempt_number: number;
  /** Such as `2025-09-03`. */
  readonly api_version?: string;
  readonly entity: { readonly id: string; readonly type: Entity };
  readonly data: Data;
}

/** An event of a page. */
export type NotionPagePayload<Type extends string, Data = NotionParentData> = NotionPayload<
  Type,
  'page',
  Data
>;

/** An event of a database. */
export type NotionDatabasePayload<Type extends string, Data = NotionParentData> = NotionPayload<
  Type,
  'database',
  Data
>;

/** An event of a data source, which API versions have from 2025-09-03 on. */
export type NotionDataSourcePayload<Type extends string, Data = NotionParentData> = NotionPayload<
  Type,
  'data_source',
  Data
>;

/** An event of a comment. */
export type NotionCommentPayload<Type extends string> = NotionPayload<Type, 'comment', NotionCommentData>;

/** Notion's events, by type. */
export interface NotionEvents {
  'page.created': NotionPagePayload<'page.created'>;
  'page.content_updated': NotionPagePayload<'page.content_updated', NotionContentData>;
  'page.properties_updated': NotionPagePayload<'page.properties_updated', NotionPropertiesData>;
  'page.moved': NotionPagePayload<'page.moved'>;
  'page.locked': NotionPagePayload<'page.locked'>;
  'page.unlocked': NotionPagePayload<'page.unlocked'>;
  'page.deleted': NotionPagePayload<'page.deleted'>;
  'page.undeleted': NotionPagePayload<'page.undeleted'>;
  'database.created': NotionDatabasePayload<'database.created'>;
  /** Until API version 2025-09-03. */
  'database.content_updated': NotionDatabasePayload<'database.content_updated', NotionContentData>;
  /** Until API version 2025-09-03. */
  'database.schema_updated': NotionDatabasePayload<'database.schema_updated', NotionSchemaData>;
  'database.moved': NotionDatabasePayload<'database.moved'>;
  'database.deleted': NotionDatabasePayload<'database.deleted'>;
  'database.undeleted': NotionDatabasePayload<'database.undeleted'>;
  'data_source.created': NotionDataSourcePayload<'data_source.created'>;
  'data_source.content_updated': NotionDataSourcePayload<'data_source.content_updated', NotionContentData>;
  'data_source.schema_updated': NotionDataSourcePayload<'data_source.schema_updated', NotionSchemaData>;
  'data_source.moved': NotionDataSourcePayload<'data_source.moved'>;
  'data_source.deleted': NotionDataSourcePayload<'data_source.deleted'>;
  'data_source.undeleted': NotionDataSourcePayload<'data_source.undeleted'>;
  'comment.created': NotionCommentPayload<'comment.created'>;
  'comment.updated': NotionCommentPayload<'comment.updated'>;
  'comment.deleted': NotionCommentPayload<'comment.deleted'>;
}
