// Facts from https://docs.discord.com/developers/interactions/receiving-and-responding and https://docs.discord.com/developers/components/reference, 2026-11-22.
import type {
  DiscordAttachment,
  DiscordChannel,
  DiscordEntitlement,
  DiscordGuild,
  DiscordMember,
  DiscordMessage,
  DiscordRole,
  DiscordUser,
} from './discord-common.ts';

/** What all interactions have. */
export interface DiscordInteractionBase<Type extends number> {
  readonly id: string;
  readonly application_id: string;
  readonly type: Type;
  /** For the answers that follow, for 15 minutes. */
  readonly token: string;
  readonly version: 1;
  /** The app's where it was invoked: a bit set as text. */
  readonly app_permissions?: string;
  readonly entitlements?: readonly DiscordEntitlement[];
  /** Who installed the app: `0` is the guild's id, `1` the user's. */
  readonly authorizing_integration_owners?: { readonly 0?: string; readonly 1?: string };
}

/** Discord's question whether the endpoint is there: it wants `{"type":1}` for an answer. */
export interface DiscordPing extends DiscordInteractionBase<1> {
  readonly user?: DiscordUser;
}

/** What an interaction of a user has. */
export interface DiscordInteraction<Type extends number, Data> extends DiscordInteractionBase<Type> {
  readonly data: Data;
  readonly guild?: DiscordGuild;
  readonly guild_id?: string;
  readonly channel?: DiscordChannel;
  readonly channel_id?: string;
  /** Who did it, in a guild. */
  readonly member?: DiscordMember;
  /** Who did it, in a direct message. */
  readonly user?: DiscordUser;
  /** The user's language. */
  readonly locale: string;
  readonly guild_locale?: string;
  /** 0 is a guild, 1 a direct message with the app's bot, 2 another private channel. */
  readonly context?: 0 | 1 | 2;
  /** In bytes. */
  readonly attachment_size_limit?: number;
}

/** What the values of an interaction mean, by id. */
export interface DiscordResolvedData {
  readonly users?: Readonly<Record<string, DiscordUser>>;
  readonly members?: Readonly<Record<string, DiscordMember>>;
  readonly roles?: Readonly<Record<string, DiscordRole>>;
  readonly channels?: Readonly<Record<string, DiscordChannel>>;
  readonly messages?: Readonly<Record<string, Partial<DiscordMessage>>>;
  readonly attachments?: Readonly<Record<string, DiscordAttachment>>;
}

/** An option of a command: a value, or a subcommand and its options. */
export interface DiscordCommandOption {
  readonly name: string;
  readonly type: number;
  readonly value?: string | number | boolean;
  readonly options?: readonly DiscordCommandOption[];
  /** Whether the user is writing it, in autocomplete. */
  readonly focused?: boolean;
}

/** The command that was used. */
export interface DiscordCommandData {
  readonly id: string;
  readonly name: string;
  /** 1 is a slash command, 2 a user's, 3 a message's, 4 an activity's entry point. */
  readonly type: number;
  readonly resolved?: DiscordResolvedData;
  readonly options?: readonly DiscordCommandOption[];
  /** The guild that the command is registered in. */
  readonly guild_id?: string;
  /** The user or the message that the command was used on. */
  readonly target_id?: string;
}

/** The component that was used. */
export interface DiscordComponentData {
  readonly custom_id: string;
  /** 2 is a button, 3 and 5 to 8 are selects. */
  readonly component_type: number;
  /** What was chosen in a select. */
  readonly values?: readonly string[];
  readonly resolved?: DiscordResolvedData;
}

/** What the user wrote or chose in one field of a modal. */
export interface DiscordModalField {
  /** 4 is a text, 3 and 5 to 8 are selects, 19 is a file upload, 21 to 23 are radio buttons and checkboxes. */
  readonly type: number;
  readonly id?: number;
  readonly custom_id: string;
  /** Of a text or of radio buttons; of a checkbox, whether it is checked. */
  readonly value?: string | boolean | null;
  /** Of a select, of several checkboxes, or the ids of the files. */
  readonly values?: readonly string[];
}

/** A field of a modal in its label, a row of fields, or a text that asks nothing. */
export interface DiscordModalComponent {
  /** 18 is a label, 1 a row, 10 a text. */
  readonly type: number;
  readonly id?: number;
  /** Of a label. */
  readonly component?: DiscordModalField;
  /** Of a row. */
  readonly components?: readonly DiscordModalField[];
}

/** The modal that was sent. */
export interface DiscordModalData {
  readonly custom_id: string;
  readonly components: readonly DiscordModalComponent[];
  readonly resolved?: DiscordResolvedData;
}

/** A command that a user used. */
export type DiscordCommandInteraction = DiscordInteraction<2, DiscordCommandData>;

/** A component of a message that a user used. */
export interface DiscordComponentInteraction extends DiscordInteraction<3, DiscordComponentData> {
  readonly message: DiscordMessage;
}

/** A command that a user is writing: its options may be there in part. */
export type DiscordAutocompleteInteraction = DiscordInteraction<4, DiscordCommandData>;

/** A modal that a user sent. */
export interface DiscordModalInteraction extends DiscordInteraction<5, DiscordModalData> {
  /** Where the modal was opened from a message. */
  readonly message?: DiscordMessage;
}
