// Facts from https://developers.zoom.us/docs/api/meetings/events, https://developers.zoom.us/docs/api/users/events and https://zoom.github.io/rivet-javascript, 2026-11-22.

/** The whole body of a delivery. */
export interface ZoomPayload<Event extends string, Payload> {
  readonly event: Event;
  /** When it happened, in Unix milliseconds. `meeting.deleted` and `app_deauthorized` may lack it. */
  readonly event_ts?: number;
  readonly payload: Payload;
}

/** What happened to an object. */
export interface ZoomObjectPayload<ZoomObject> {
  readonly account_id: string;
  readonly object: ZoomObject;
}

/** What somebody did to an object. */
export interface ZoomOperationPayload<ZoomObject> extends ZoomObjectPayload<ZoomObject> {
  /** An email address. */
  readonly operator: string;
  readonly operator_id?: string;
  /** Of recurring meetings: `all`, or `single` for one occurrence. */
  readonly operation?: string;
}

/** What somebody changed of an object: the fields that have changed, as they are and as they were. */
export interface ZoomUpdatePayload<ZoomObject> extends ZoomOperationPayload<ZoomObject> {
  readonly old_object: ZoomObject;
  /** Which fields have changed. */
  readonly scope?: string;
  /** Unix milliseconds. */
  readonly time_stamp?: number;
}

/** A meeting or a webinar that is going on. Times are ISO 8601. */
export interface ZoomSession {
  /** Its number. */
  readonly id: string;
  /** Each time that it is held has its own. */
  readonly uuid: string;
  readonly host_id: string;
  readonly topic: string;
  /** Of a meeting: 1 is instant, 2 is scheduled, 3 and 8 are recurring, 4 is a personal room. Of a webinar: 5, 6, 9. */
  readonly type: number;
  readonly start_time: string;
  readonly timezone?: string;
  /** The minutes that it is planned for. */
  readonly duration: number;
}

/** A meeting or a webinar that has ended. */
export interface ZoomEndedSession extends ZoomSession {
  /** ISO 8601. */
  readonly end_time?: string;
}

/** A participant. */
export interface ZoomParticipant {
  /** This time: it changes where the participant comes back. */
  readonly user_id: string;
  readonly user_name?: string;
  /** Empty where the participant is not logged in. */
  readonly id?: string;
  readonly participant_uuid?: string;
  readonly participant_user_id?: string;
  readonly registrant_id?: string;
  /** What the application gave the participant, in the SDK. */
  readonly customer_key?: string;
  readonly email?: string;
  readonly phone_number?: string;
}

/** A participant who came. */
export interface ZoomJoinedParticipant extends ZoomParticipant {
  /** ISO 8601. */
  readonly join_time: string;
}

/** A participant who went. */
export interface ZoomLeftParticipant extends ZoomParticipant {
  /** ISO 8601. */
  readonly leave_time: string;
  readonly leave_reason?: string;
}

/** A meeting or a webinar, and a participant of it. */
export interface ZoomSessionWith<Participant> extends Partial<ZoomSession> {
  readonly uuid: string;
  readonly host_id: string;
  readonly type: number;
  readonly duration: number;
  readonly participant: Participant;
}
