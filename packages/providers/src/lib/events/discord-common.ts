// Facts from https://docs.discord.com/developers/resources/user, https://docs.discord.com/developers/resources/guild, https://docs.discord.com/developers/resources/message and https://docs.discord.com/developers/resources/entitlement, 2026-11-22.

/** A user. */
export interface DiscordUser {
  readonly id: string;
  readonly username: string;
  /** `0` where the user has a unique name. */
  readonly discriminator: string;
  readonly global_name: string | null;
  /** A hash. */
  readonly avatar: string | null;
  readonly bot?: boolean;
  readonly system?: boolean;
  readonly banner?: string | null;
  readonly accent_color?: number | null;
  readonly locale?: string;
  readonly flags?: number;
  readonly public_flags?: number;
  readonly premium_type?: number;
}

/** A member of a guild. Times are ISO 8601. */
export interface DiscordMember {
  /** Not there in resolved data. */
  readonly user?: DiscordUser;
  readonly nick?: string | null;
  readonly avatar?: string | null;
  readonly banner?: string | null;
  /** Their ids. */
  readonly roles: readonly string[];
  readonly joined_at: string | null;
  readonly premium_since?: string | null;
  /** Not there in resolved data. */
  readonly deaf?: boolean;
  /** Not there in resolved data. */
  readonly mute?: boolean;
  readonly flags: number;
  readonly pending?: boolean;
  /** In the channel, overwrites included: a bit set as text. There in interactions. */
  readonly permissions?: string;
  readonly communication_disabled_until?: string | null;
}

/** A role of a guild. */
export interface DiscordRole {
  readonly id: string;
  readonly name: string;
  readonly color: number;
  readonly hoist: boolean;
  readonly icon?: string | null;
  readonly unicode_emoji?: string | null;
  readonly position: number;
  /** A bit set as text. */
  readonly permissions: string;
  readonly managed: boolean;
  readonly mentionable: boolean;
  readonly flags: number;
}

/** What of a guild is sent. */
export interface DiscordGuild {
  readonly id: string;
  readonly name?: string;
  readonly icon?: string | null;
  readonly owner_id?: string;
  readonly locale?: string;
  readonly features?: readonly string[];
}

/** What of a channel is sent. */
export interface DiscordChannel {
  readonly id: string;
  readonly type: number;
  readonly name?: string | null;
  readonly guild_id?: string;
  readonly parent_id?: string | null;
  readonly topic?: string | null;
  readonly nsfw?: boolean;
  readonly position?: number;
  readonly rate_limit_per_user?: number;
  readonly last_message_id?: string | null;
  readonly last_pin_timestamp?: string | null;
  readonly flags?: number;
  /** The invoking user's in it: a bit set as text. */
  readonly permissions?: string;
  /** Of a direct message. */
  readonly recipients?: readonly DiscordUser[];
  readonly thread_metadata?: {
    readonly archived: boolean;
    /** In minutes. */
    readonly auto_archive_duration: number;
    readonly archive_timestamp: string;
    readonly locked: boolean;
    readonly invitable?: boolean;
    readonly create_timestamp?: string | null;
  };
}

/** A file of a message. */
export interface DiscordAttachment {
  readonly id: string;
  readonly filename: string;
  readonly title?: string;
  readonly description?: string;
  readonly content_type?: string;
  /** In bytes. */
  readonly size: number;
  readonly url: string;
  readonly proxy_url: string;
  readonly height?: number | null;
  readonly width?: number | null;
  readonly ephemeral?: boolean;
  readonly duration_secs?: number;
  readonly waveform?: string;
  readonly flags?: number;
}

/** An embed of a message. */
export interface DiscordEmbed {
  readonly type?: string;
  readonly title?: string;
  readonly description?: string;
  readonly url?: string;
  /** ISO 8601. */
  readonly timestamp?: string;
  readonly color?: number;
  readonly footer?: { readonly text: string; readonly icon_url?: string };
  readonly image?: { readonly url: string; readonly width?: number; readonly height?: number };
  readonly thumbnail?: { readonly url: string; readonly width?: number; readonly height?: number };
  readonly author?: { readonly name: string; readonly url?: string; readonly icon_url?: string };
  readonly fields?: readonly { readonly name: string; readonly value: string; readonly inline?: boolean }[];
}

/** A component of a message: what else it has depends on its type. */
export interface DiscordComponent {
  readonly type: number;
  readonly id?: number;
  readonly custom_id?: string;
  readonly components?: readonly DiscordComponent[];
}

/** A message. Times are ISO 8601. */
export interface DiscordMessage {
  readonly id: string;
  readonly type: number;
  readonly channel_id: string;
  readonly author: DiscordUser;
  /** Empty without the privileged intent, unless the app is meant. */
  readonly content: string;
  readonly timestamp: string;
  readonly edited_timestamp: string | null;
  readonly tts: boolean;
  readonly mention_everyone: boolean;
  readonly mentions: readonly DiscordUser[];
  readonly mention_roles: readonly string[];
  readonly attachments: readonly DiscordAttachment[];
  readonly embeds: readonly DiscordEmbed[];
  readonly components?: readonly DiscordComponent[];
  readonly pinned: boolean;
  readonly webhook_id?: string;
  readonly application_id?: string;
  readonly flags?: number;
  readonly message_reference?: {
    readonly type?: number;
    readonly message_id?: string;
    readonly channel_id?: string;
    readonly guild_id?: string;
  };
}

/** What a user or a guild has bought or was given of the app. Times are ISO 8601. */
export interface DiscordEntitlement {
  readonly id: string;
  readonly sku_id: string;
  readonly application_id: string;
  readonly user_id?: string;
  readonly guild_id?: string;
  readonly subscription_id?: string;
  readonly promotion_id?: string | null;
  readonly gift_code_flags?: number;
  /** 1 is a purchase, 4 one in test mode, 8 a subscription of the app. */
  readonly type: number;
  readonly deleted: boolean;
  readonly consumed?: boolean;
  readonly starts_at?: string | null;
  readonly ends_at?: string | null;
}
