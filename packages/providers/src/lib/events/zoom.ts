// Facts from https://developers.zoom.us/docs/api/meetings/events, https://developers.zoom.us/docs/api/users/events and https://zoom.github.io/rivet-javascript, 2026-11-22.
import type {
  ZoomEndedSession,
  ZoomJoinedParticipant,
  ZoomLeftParticipant,
  ZoomObjectPayload,
  ZoomOperationPayload,
  ZoomPayload,
  ZoomSession,
  ZoomSessionWith,
  ZoomUpdatePayload,
} from './zoom-common.ts';

/** One of the times that a recurring meeting is held. */
export interface ZoomOccurrence {
  readonly occurrence_id: string;
  /** ISO 8601. */
  readonly start_time: string;
  readonly duration?: number;
  readonly status?: string;
}

/** A meeting as it is planned. */
export interface ZoomMeeting {
  /** Its number: here not text. */
  readonly id: number;
  readonly uuid?: string;
  readonly host_id?: string;
  readonly topic?: string;
  readonly agenda?: string;
  /** 1 is instant, 2 is scheduled, 3 and 8 are recurring, 4 is a personal room. */
  readonly type?: number;
  /** ISO 8601. */
  readonly start_time?: string;
  readonly timezone?: string;
  /** In minutes. */
  readonly duration?: number;
  readonly join_url?: string;
  readonly registration_url?: string;
  readonly password?: string;
  readonly pmi?: string;
  readonly occurrences?: readonly ZoomOccurrence[];
  readonly recurrence?: {
    readonly type?: number;
    readonly repeat_interval?: number;
    readonly weekly_days?: string;
    readonly monthly_day?: number;
    readonly monthly_week?: number;
    readonly monthly_week_day?: number;
    readonly end_times?: number;
    readonly end_date_time?: string;
  };
  readonly settings?: {
    readonly use_pmi?: boolean;
    /** Email addresses with `;` between them. */
    readonly alternative_hosts?: string;
    readonly join_before_host?: boolean;
    readonly jbh_time?: number;
    readonly meeting_invitees?: readonly { readonly email?: string }[];
  };
  readonly tracking_fields?: readonly {
    readonly field?: string;
    readonly value?: string;
    readonly visible?: boolean;
  }[];
}

/** A meeting that is new. */
export interface ZoomCreatedMeeting extends ZoomMeeting {
  readonly uuid: string;
  readonly host_id: string;
  readonly topic: string;
  readonly type: number;
  readonly duration: number;
  readonly join_url: string;
}

/** A file of a recording. Times are ISO 8601. */
export interface ZoomRecordingFile {
  readonly id: string;
  readonly meeting_id?: string;
  /** `MP4`, `M4A`, `TRANSCRIPT`, `CHAT`, `TIMELINE`, ... */
  readonly file_type: string;
  readonly file_extension?: string;
  readonly file_name?: string;
  readonly file_path?: string;
  /** In bytes. */
  readonly file_size?: number;
  /** `shared_screen_with_speaker_view`, `audio_only`, `chat_file`, ... */
  readonly recording_type?: string;
  readonly status: string;
  readonly recording_start: string;
  readonly recording_end: string;
  readonly play_url?: string;
  /** Wants the body's `download_token` as a bearer token. */
  readonly download_url: string;
}

/** A recording in Zoom's cloud. Times are ISO 8601. */
export interface ZoomRecording {
  /** The meeting's number: here not text. */
  readonly id: number;
  readonly uuid: string;
  readonly account_id?: string;
  readonly host_id: string;
  readonly host_email: string;
  readonly topic: string;
  readonly type: number;
  readonly start_time: string;
  readonly timezone?: string;
  /** In minutes. */
  readonly duration: number;
  readonly share_url?: string;
  readonly password?: string;
  /** In bytes. */
  readonly total_size?: number;
  readonly recording_count?: number;
  readonly on_prem?: boolean;
  readonly auto_delete?: boolean;
  readonly auto_delete_date?: string;
  readonly recording_files: readonly ZoomRecordingFile[];
  readonly participant_audio_files?: readonly ZoomRecordingFile[];
}

/** The whole body of a delivery that tells of a recording. */
export interface ZoomRecordingPayload<Event extends string> extends ZoomPayload<
  Event,
  ZoomObjectPayload<ZoomRecording>
> {
  /** For 24 hours. */
  readonly download_token?: string;
}

/** A user of the account. */
export interface ZoomUser {
  readonly id: string;
  readonly email: string;
  readonly first_name?: string;
  readonly last_name?: string;
  readonly display_name?: string;
  /** 1 is basic, 2 is licensed. */
  readonly type: number;
}

/** A user that is new, and how it was made. */
export interface ZoomUserCreation extends ZoomOperationPayload<ZoomUser> {
  /** `create`, `autoCreate`, `custCreate`, `ssoCreate`. */
  readonly creation_type: string;
}

/** A user who has removed the app. */
export interface ZoomDeauthorization {
  readonly account_id: string;
  readonly user_id: string;
  readonly client_id: string;
  readonly signature?: string;
  /** `false` as text means that the user's data has to be deleted. */
  readonly user_data_retention?: string;
  /** ISO 8601. */
  readonly deauthorization_time: string;
}

type SessionPayload<Event extends string> = ZoomPayload<Event, ZoomObjectPayload<ZoomSession>>;
type EndedPayload<Event extends string> = ZoomPayload<Event, ZoomObjectPayload<ZoomEndedSession>>;
type JoinedPayload<Event extends string> = ZoomPayload<
  Event,
  ZoomObjectPayload<ZoomSessionWith<ZoomJoinedParticipant>>
>;
type LeftPayload<Event extends string> = ZoomPayload<
  Event,
  ZoomObjectPayload<ZoomSessionWith<ZoomLeftParticipant>>
>;

/** Zoom's events, by type. */
export interface ZoomEvents {
  'meeting.created': ZoomPayload<'meeting.created', ZoomOperationPayload<ZoomCreatedMeeting>>;
  'meeting.updated': ZoomPayload<'meeting.updated', ZoomUpdatePayload<ZoomMeeting>>;
  'meeting.deleted': ZoomPayload<'meeting.deleted', ZoomOperationPayload<ZoomMeeting>>;
  'meeting.started': SessionPayload<'meeting.started'>;
  'meeting.ended': EndedPayload<'meeting.ended'>;
  'meeting.participant_joined': JoinedPayload<'meeting.participant_joined'>;
  'meeting.participant_left': LeftPayload<'meeting.participant_left'>;
  'webinar.started': SessionPayload<'webinar.started'>;
  'webinar.ended': EndedPayload<'webinar.ended'>;
  'webinar.participant_joined': JoinedPayload<'webinar.participant_joined'>;
  'webinar.participant_left': LeftPayload<'webinar.participant_left'>;
  'recording.completed': ZoomRecordingPayload<'recording.completed'>;
  'recording.transcript_completed': ZoomRecordingPayload<'recording.transcript_completed'>;
  'user.created': ZoomPayload<'user.created', ZoomUserCreation>;
  'user.deleted': ZoomPayload<'user.deleted', ZoomOperationPayload<ZoomUser>>;
  'user.activated': ZoomPayload<'user.activated', ZoomOperationPayload<ZoomUser>>;
  'user.deactivated': ZoomPayload<'user.deactivated', ZoomOperationPayload<ZoomUser>>;
  app_deauthorized: ZoomPayload<'app_deauthorized', ZoomDeauthorization>;
}
