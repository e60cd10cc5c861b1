// Facts from https://cal.com/docs/developing/guides/automation/webhooks and https://github.com/calcom/cal.com (packages/features/webhooks), 2026-11-22.
import type {
  CalcomAppStatus,
  CalcomBooking,
  CalcomCancelledBooking,
  CalcomMeeting,
  CalcomPaidBooking,
  CalcomRejectedBooking,
  CalcomRescheduledBooking,
  CalcomResponses,
} from './calcom-booking.ts';

/** The whole body of a delivery, where the webhook has no template of its own. */
export interface CalcomPayload<Type extends string, Data> {
  readonly triggerEvent: Type;
  /** When it was sent: ISO 8601. */
  readonly createdAt: string;
  readonly payload: Data;
}

/** An attendee of a meeting, as it stands in Cal.com's database. */
export interface CalcomAttendee {
  readonly id: number;
  readonly name: string;
  readonly email: string;
  readonly timeZone: string;
  readonly phoneNumber: string | null;
  readonly locale: string | null;
  readonly bookingId: number | null;
  readonly noShow: boolean | null;
}

/** The whole body about a meeting that begins or ends: its fields are not under `payload`. Times are ISO 8601. */
export interface CalcomMeetingPayload<Type extends string> {
  readonly triggerEvent: Type;
  readonly id: number;
  readonly uid: string;
  readonly status: string;
  readonly title: string;
  readonly description: string | null;
  readonly startTime: string;
  readonly endTime: string;
  readonly location: string | null;
  readonly eventTypeId: number | null;
  readonly userId: number | null;
  readonly userPrimaryEmail?: string | null;
  readonly user: {
    readonly name: string | null;
    readonly email: string;
    readonly username: string | null;
    readonly timeZone: string;
  } | null;
  readonly attendees: readonly CalcomAttendee[];
  readonly responses?: CalcomResponses | null;
  readonly metadata?: Readonly<Record<string, unknown>> | null;
  readonly appsStatus?: readonly CalcomAppStatus[];
  readonly paid: boolean;
  readonly cancellationReason: string | null;
  readonly rejectionReason: string | null;
  readonly noShowHost?: boolean | null;
  readonly isRecorded?: boolean;
  /** Of the booking, not of the delivery. */
  readonly createdAt: string;
  readonly updatedAt: string | null;
}

/** Attendees that were marked as absent, or no longer are. */
export interface CalcomNoShow {
  /** For people to read. */
  readonly message: string;
  readonly bookingUid: string;
  readonly bookingId?: number;
  readonly attendees: readonly { readonly email: string; readonly noShow: boolean }[];
}

/** A meeting in Cal Video that somebody did not join in time. Times are ISO 8601. */
export interface CalcomVideoNoShow {
  /** For people to read. */
  readonly message: string;
  readonly title: string;
  readonly bookingId: number;
  readonly bookingUid: string;
  readonly startTime: string;
  readonly endTime: string;
  readonly attendees: readonly CalcomAttendee[];
  readonly participants: readonly unknown[];
  /** Where a host is missing. */
  readonly hostEmail?: string;
  /** Where a host is missing. */
  readonly noShowHost?: boolean;
  /** Where guests are missing. */
  readonly guests?: readonly CalcomAttendee[];
  readonly eventType: { readonly id: number; readonly teamId: number | null };
}

/** A meeting whose recording can be fetched. */
export interface CalcomRecording extends CalcomMeeting {
  readonly downloadLink: string;
}

/** A meeting whose transcript can be fetched. */
export interface CalcomTranscript extends CalcomMeeting {
  readonly downloadLinks?: {
    readonly transcription: readonly { readonly format: string; readonly link: string }[];
    readonly recording: string;
  };
}

/** Somebody who wants to meet at once. */
export interface CalcomInstantMeeting {
  readonly uid: string;
  readonly connectAndJoinUrl: string;
  readonly eventTypeId: number;
  readonly eventTypeTitle: string;
  /** The answers, by the questions' names. */
  readonly responses: Readonly<Record<string, unknown>>;
}

/** Somebody who is away for a while. Times are ISO 8601. */
export interface CalcomOutOfOffice {
  readonly oooEntry: {
    readonly id: number;
    readonly uuid: string;
    readonly start: string;
    readonly end: string;
    readonly notes: string | null;
    readonly reason: { readonly emoji?: string; readonly reason?: string };
    readonly reasonId: number;
    readonly user: {
      readonly id: number;
      readonly name: string | null;
      readonly username: string | null;
      readonly email: string;
      readonly timeZone: string;
    };
    /** Who stands in. */
    readonly toUser: {
      readonly id: number;
      readonly name?: string | null;
      readonly username?: string | null;
      readonly email?: string;
      readonly timeZone?: string;
    } | null;
    readonly createdAt: string;
    readonly updatedAt: string;
  };
}

/** A routing form that was filled in. */
export interface CalcomForm {
  readonly formId: string;
  readonly formName: string;
  readonly teamId: number | null;
  readonly responseId?: number;
  readonly redirect?: { readonly type: string; readonly value: string };
  /** The answers, by the questions' labels. */
  readonly responses: Readonly<Record<string, { readonly value?: unknown; readonly response?: unknown }>>;
}

/** Cal.com's events, by trigger. */
export interface CalcomEvents {
  BOOKING_CREATED: CalcomPayload<'BOOKING_CREATED', CalcomBooking>;
  BOOKING_REQUESTED: CalcomPayload<'BOOKING_REQUESTED', CalcomBooking>;
  BOOKING_RESCHEDULED: CalcomPayload<'BOOKING_RESCHEDULED', CalcomRescheduledBooking>;
  BOOKING_CANCELLED: CalcomPayload<'BOOKING_CANCELLED', CalcomCancelledBooking>;
  BOOKING_REJECTED: CalcomPayload<'BOOKING_REJECTED', CalcomRejectedBooking>;
  BOOKING_PAYMENT_INITIATED: CalcomPayload<'BOOKING_PAYMENT_INITIATED', CalcomPaidBooking>;
  BOOKING_PAID: CalcomPayload<'BOOKING_PAID', CalcomPaidBooking>;
  BOOKING_NO_SHOW_UPDATED: CalcomPayload<'BOOKING_NO_SHOW_UPDATED', CalcomNoShow>;
  MEETING_STARTED: CalcomMeetingPayload<'MEETING_STARTED'>;
  MEETING_ENDED: CalcomMeetingPayload<'MEETING_ENDED'>;
  AFTER_HOSTS_CAL_VIDEO_NO_SHOW: CalcomPayload<'AFTER_HOSTS_CAL_VIDEO_NO_SHOW', CalcomVideoNoShow>;
  AFTER_GUESTS_CAL_VIDEO_NO_SHOW: CalcomPayload<'AFTER_GUESTS_CAL_VIDEO_NO_SHOW', CalcomVideoNoShow>;
  RECORDING_READY: CalcomPayload<'RECORDING_READY', CalcomRecording>;
  RECORDING_TRANSCRIPTION_GENERATED: CalcomPayload<'RECORDING_TRANSCRIPTION_GENERATED', CalcomTranscript>;
  INSTANT_MEETING: CalcomPayload<'INSTANT_MEETING', CalcomInstantMeeting>;
  OOO_CREATED: CalcomPayload<'OOO_CREATED', CalcomOutOfOffice>;
  FORM_SUBMITTED: CalcomPayload<'FORM_SUBMITTED', CalcomForm>;
  FORM_SUBMITTED_NO_EVENT: CalcomPayload<'FORM_SUBMITTED_NO_EVENT', CalcomForm>;
}
