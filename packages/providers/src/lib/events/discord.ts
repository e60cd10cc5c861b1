// Facts from https://docs.discord.com/developers/events/webhook-events and https://docs.discord.com/developers/interactions/receiving-and-responding, 2026-11-22.
import type {
  DiscordAttachment,
  DiscordChannel,
  DiscordComponent,
  DiscordEntitlement,
  DiscordGuild,
  DiscordUser,
} from './discord-common.ts';
import type {
  DiscordAutocompleteInteraction,
  DiscordCommandInteraction,
  DiscordComponentInteraction,
  DiscordModalInteraction,
  DiscordPing,
} from './discord-interaction.ts';

/** The whole body of a webhook event: the event and what is around it. */
export interface DiscordEventPayload<Type extends string, Data> {
  readonly version: 1;
  readonly application_id: string;
  readonly type: 1;
  readonly event: {
    readonly type: Type;
    /** When it happened: ISO 8601, in UTC without saying so. */
    readonly timestamp: string;
    readonly data: Data;
  };
}

/** An app that a user has authorized. */
export interface DiscordApplicationAuthorized {
  /** 0 is a guild's installation, 1 a user's. */
  readonly integration_type?: 0 | 1;
  readonly user: DiscordUser;
  readonly scopes: readonly string[];
  /** Where `integration_type` is 0. */
  readonly guild?: DiscordGuild;
}

/** A message in a lobby. */
export interface DiscordLobbyMessage {
  readonly id: string;
  readonly type: number;
  readonly content: string;
  readonly lobby_id: string;
  readonly channel_id: string;
  readonly author: DiscordUser;
  /** What the application put on the message. */
  readonly metadata?: Readonly<Record<string, unknown>>;
  readonly flags: number;
  readonly application_id?: string;
}

/** A message in a lobby that was changed. Times are ISO 8601. */
export interface DiscordEditedLobbyMessage extends DiscordLobbyMessage {
  readonly edited_timestamp?: string | null;
  readonly timestamp?: string;
}

/** A direct message, while a user is in the game. Which fields are there depends on who writes to whom. */
export interface DiscordGameMessage {
  readonly id: string;
  readonly type?: number;
  readonly content: string;
  readonly author: DiscordUser;
  readonly channel_id?: string;
  readonly channel?: DiscordChannel;
  readonly recipient_id?: string;
  readonly lobby_id?: string;
  readonly application_id?: string;
  /** ISO 8601. */
  readonly timestamp?: string;
  readonly flags?: number;
  readonly attachments?: readonly DiscordAttachment[];
  readonly components?: readonly DiscordComponent[];
}

/** Discord's events: interactions by the names of their types, then webhook events by the inner event's type. */
export interface DiscordEvents {
  PING: DiscordPing;
  APPLICATION_COMMAND: DiscordCommandInteraction;
  MESSAGE_COMPONENT: DiscordComponentInteraction;
  APPLICATION_COMMAND_AUTOCOMPLETE: DiscordAutocompleteInteraction;
  MODAL_SUBMIT: DiscordModalInteraction;
  APPLICATION_AUTHORIZED: DiscordEventPayload<'APPLICATION_AUTHORIZED', DiscordApplicationAuthorized>;
  APPLICATION_DEAUTHORIZED: DiscordEventPayload<'APPLICATION_DEAUTHORIZED', { readonly user: DiscordUser }>;
  ENTITLEMENT_CREATE: DiscordEventPayload<'ENTITLEMENT_CREATE', DiscordEntitlement>;
  ENTITLEMENT_UPDATE: DiscordEventPayload<'ENTITLEMENT_UPDATE', DiscordEntitlement>;
  ENTITLEMENT_DELETE: DiscordEventPayload<'ENTITLEMENT_DELETE', DiscordEntitlement>;
  LOBBY_MESSAGE_CREATE: DiscordEventPayload<'LOBBY_MESSAGE_CREATE', DiscordLobbyMessage>;
  LOBBY_MESSAGE_UPDATE: DiscordEventPayload<'LOBBY_MESSAGE_UPDATE', DiscordEditedLobbyMessage>;
  LOBBY_MESSAGE_DELETE: DiscordEventPayload<
    'LOBBY_MESSAGE_DELETE',
    { readonly id: string; readonly lobby_id: string }
  >;
  GAME_DIRECT_MESSAGE_CREATE: DiscordEventPayload<'GAME_DIRECT_MESSAGE_CREATE', DiscordGameMessage>;
  GAME_DIRECT_MESSAGE_UPDATE: DiscordEventPayload<'GAME_DIRECT_MESSAGE_UPDATE', DiscordGameMessage>;
  GAME_DIRECT_MESSAGE_DELETE: DiscordEventPayload<'GAME_DIRECT_MESSAGE_DELETE', DiscordGameMessage>;
}
