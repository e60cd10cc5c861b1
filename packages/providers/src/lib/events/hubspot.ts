// Facts from https://developers.hubspot.com/docs/api/webhooks, https://developers.hubspot.com/docs/apps/legacy-apps/public-apps/create-generic-webhook-subscriptions, https://developers.hubspot.com/changelog/new-subscription-types-for-webhooks and https://developers.hubspot.com/changelog/public-beta-generic-webhook-subscriptions, 2026-11-22.

/** One item of the array that a delivery's body is. */
export interface HubspotPayload<Type extends string> {
  readonly subscriptionType: Type;
  /** HubSpot does not promise that no other event has it. */
  readonly eventId: number;
  readonly subscriptionId: number;
  /** The HubSpot account where it happened. */
  readonly portalId: number;
  readonly appId: number;
  /** When it happened, in Unix milliseconds. */
  readonly occurredAt: number;
  /** From 0 on. */
  readonly attemptNumber: number;
  /** Such as `CRM_UI` or `API`. */
  readonly changeSource?: string;
  /** Who or what changed it, such as `userId:864745280`. */
  readonly sourceId?: string;
}

/** An object that was created, deleted or restored. */
export interface HubspotObjectPayload<Type extends string> extends HubspotPayload<Type> {
  /** The id of the contact, company, deal, ...; in conversations the thread's. */
  readonly objectId: number;
  /** Such as `NEW`. */
  readonly changeFlag?: string;
}

/** A property that was changed. */
export interface HubspotPropertyPayload<Type extends string> extends HubspotPayload<Type> {
  readonly objectId: number;
  readonly propertyName: string;
  /** The new value, as text. */
  readonly propertyValue: string;
}

/** Objects that were merged. */
export interface HubspotMergePayload<Type extends string> extends HubspotPayload<Type> {
  readonly objectId?: number;
  /** What the others were merged into. */
  readonly primaryObjectId: number;
  readonly mergedObjectIds: readonly number[];
  /** The merge may make a new object, with an id of its own. */
  readonly newObjectId: number;
  readonly numberOfPropertiesMoved: number;
}

/** An association that was added or removed. */
export interface HubspotAssociationPayload<Type extends string> extends HubspotPayload<Type> {
  /** Such as `CONTACT_TO_COMPANY`. */
  readonly associationType: string;
  readonly fromObjectId: number;
  readonly toObjectId: number;
  readonly associationRemoved: boolean;
  readonly isPrimaryAssociation: boolean;
}

/** What `object.*` events tell besides, except `object.associationChange`. */
export interface HubspotGeneric {
  /** Such as `0-1` for contacts. */
  readonly objectTypeId: string;
}

/** A property of any object that was changed. */
export interface HubspotGenericPropertyPayload
  extends HubspotPropertyPayload<'object.propertyChange'>, HubspotGeneric {
  readonly isSensitive?: boolean;
}

/** An association of any two objects that was added or removed; each of the two sends one. */
export interface HubspotGenericAssociationPayload extends Omit<
  HubspotAssociationPayload<'object.associationChange'>,
  'associationType'
> {
  readonly associationType?: string;
  readonly associationTypeId: number;
  /** Such as `HUBSPOT_DEFINED`. */
  readonly associationCategory: string;
  readonly fromObjectTypeId: string;
  readonly toObjectTypeId: string;
}

/** A message in a conversation. */
export interface HubspotMessagePayload extends HubspotPayload<'conversation.newMessage'> {
  /** The thread's. */
  readonly objectId: number;
  readonly messageId: string | number;
  readonly messageType: 'MESSAGE' | 'COMMENT';
}

/** HubSpot's events, by subscription type. */
export interface HubspotEvents {
  'contact.creation': HubspotObjectPayload<'contact.creation'>;
  'contact.deletion': HubspotObjectPayload<'contact.deletion'>;
  'contact.privacyDeletion': HubspotObjectPayload<'contact.privacyDeletion'>;
  'contact.restore': HubspotObjectPayload<'contact.restore'>;
  'contact.propertyChange': HubspotPropertyPayload<'contact.propertyChange'>;
  'contact.merge': HubspotMergePayload<'contact.merge'>;
  'contact.associationChange': HubspotAssociationPayload<'contact.associationChange'>;
  'company.creation': HubspotObjectPayload<'company.creation'>;
  'company.deletion': HubspotObjectPayload<'company.deletion'>;
  'company.restore': HubspotObjectPayload<'company.restore'>;
  'company.propertyChange': HubspotPropertyPayload<'company.propertyChange'>;
  'company.merge': HubspotMergePayload<'company.merge'>;
  'company.associationChange': HubspotAssociationPayload<'company.associationChange'>;
  'deal.creation': HubspotObjectPayload<'deal.creation'>;
  'deal.deletion': HubspotObjectPayload<'deal.deletion'>;
  'deal.restore': HubspotObjectPayload<'deal.restore'>;
  'deal.propertyChange': HubspotPropertyPayload<'deal.propertyChange'>;
  'deal.merge': HubspotMergePayload<'deal.merge'>;
  'deal.associationChange': HubspotAssociationPayload<'deal.associationChange'>;
  'ticket.creation': HubspotObjectPayload<'ticket.creation'>;
  'ticket.deletion': HubspotObjectPayload<'ticket.deletion'>;
  'ticket.restore': HubspotObjectPayload<'ticket.restore'>;
  'ticket.propertyChange': HubspotPropertyPayload<'ticket.propertyChange'>;
  'ticket.merge': HubspotMergePayload<'ticket.merge'>;
  'ticket.associationChange': HubspotAssociationPayload<'ticket.associationChange'>;
  'product.creation': HubspotObjectPayload<'product.creation'>;
  'product.deletion': HubspotObjectPayload<'product.deletion'>;
  'product.restore': HubspotObjectPayload<'product.restore'>;
  'product.propertyChange': HubspotPropertyPayload<'product.propertyChange'>;
  'product.merge': HubspotMergePayload<'product.merge'>;
  'line_item.creation': HubspotObjectPayload<'line_item.creation'>;
  'line_item.deletion': HubspotObjectPayload<'line_item.deletion'>;
  'line_item.restore': HubspotObjectPayload<'line_item.restore'>;
  'line_item.propertyChange': HubspotPropertyPayload<'line_item.propertyChange'>;
  'line_item.merge': HubspotMergePayload<'line_item.merge'>;
  'line_item.associationChange': HubspotAssociationPayload<'line_item.associationChange'>;
  'conversation.creation': HubspotObjectPayload<'conversation.creation'>;
  'conversation.deletion': HubspotObjectPayload<'conversation.deletion'>;
  'conversation.privacyDeletion': HubspotObjectPayload<'conversation.privacyDeletion'>;
  'conversation.propertyChange': HubspotPropertyPayload<'conversation.propertyChange'>;
  'conversation.newMessage': HubspotMessagePayload;
  'object.creation': HubspotObjectPayload<'object.creation'> & HubspotGeneric;
  'object.deletion': HubspotObjectPayload<'object.deletion'> & HubspotGeneric;
  'object.restore': HubspotObjectPayload<'object.restore'> & HubspotGeneric;
  'object.propertyChange': HubspotGenericPropertyPayload;
  'object.merge': HubspotMergePayload<'object.merge'> & HubspotGeneric;
  'object.associationChange': HubspotGenericAssociationPayload;
}
