// Facts from https://docs.slack.dev/apis/events-api/, https://docs.slack.dev/reference/events/ and https://docs.slack.dev/reference/interaction-payloads/, 2026-11-22.
import type {
  SlackAppHomeOpenedEvent,
  SlackAppUninstalledEvent,
  SlackChannelCreatedEvent,
  SlackLinkSharedEvent,
  SlackMemberJoinedChannelEvent,
  SlackMemberLeftChannelEvent,
  SlackReactionEvent,
  SlackTeamJoinEvent,
  SlackTokensRevokedEvent,
} from './slack-event.ts';
import type {
  SlackBlockActionsPayload,
  SlackMessageActionPayload,
  SlackShortcutPayload,
  SlackSlashCommand,
  SlackViewClosedPayload,
  SlackViewSubmissionPayload,
} from './slack-interaction.ts';
import type { SlackAppMentionEvent, SlackMessageEvent } from './slack-message.ts';

/** One installation that an event is visible to. */
export interface SlackAuthorization {
  enterprise_id: string | null;
  team_id: string | null;
  user_id: string;
  is_bot: boolean;
  is_enterprise_install?: boolean;
}

/** The whole body of a delivery of the Events API: the event and what is around it. */
export interface SlackEventPayload<Event> {
  type: 'event_callback';
  /** The same in every try to deliver it. Begins with `Ev`. */
  event_id: string;
  /** When it happened, in Unix seconds. */
  event_time: number;
  event: Event;
  team_id: string;
  enterprise_id?: string;
  context_team_id?: string | null;
  context_enterprise_id?: string | null;
  api_app_id: string;
  /** One of them; the rest can be asked for with `event_context`. */
  authorizations?: SlackAuthorization[];
  event_context?: string;
  is_ext_shared_channel?: boolean;
  /** Slack's older proof of origin: the signature replaces it. */
  token: string;
}

/** Slack's events: those of the Events API by the inner event's type, then slash commands and interactions. */
export interface SlackEvents {
  app_mention: SlackEventPayload<SlackAppMentionEvent>;
  message: SlackEventPayload<SlackMessageEvent>;
  reaction_added: SlackEventPayload<SlackReactionEvent<'reaction_added'>>;
  reaction_removed: SlackEventPayload<SlackReactionEvent<'reaction_removed'>>;
  app_home_opened: SlackEventPayload<SlackAppHomeOpenedEvent>;
  member_joined_channel: SlackEventPayload<SlackMemberJoinedChannelEvent>;
  member_left_channel: SlackEventPayload<SlackMemberLeftChannelEvent>;
  channel_created: SlackEventPayload<SlackChannelCreatedEvent>;
  team_join: SlackEventPayload<SlackTeamJoinEvent>;
  app_uninstalled: SlackEventPayload<SlackAppUninstalledEvent>;
  tokens_revoked: SlackEventPayload<SlackTokensRevokedEvent>;
  link_shared: SlackEventPayload<SlackLinkSharedEvent>;
  slash_command: SlackSlashCommand;
  block_actions: SlackBlockActionsPayload;
  view_submission: SlackViewSubmissionPayload;
  view_closed: SlackViewClosedPayload;
  shortcut: SlackShortcutPayload;
  message_action: SlackMessageActionPayload;
}
