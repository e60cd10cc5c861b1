// Facts from https://cal.com/docs/developing/guides/automation/webhooks and https://github.com/calcom/cal.com (packages/features/webhooks), 2026-11-22.

/** A host or an attendee. */
export interface CalcomPerson {
  readonly id?: number;
  readonly name: string;
  readonly email: string;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly username?: string;
  readonly usernameInOrg?: string;
  readonly phoneNumber?: string | null;
  /** Such as `Europe/Berlin`. */
  readonly timeZone: string;
  readonly timeFormat?: string | number;
  readonly language: { readonly locale: string };
  /** In minutes. */
  readonly utcOffset?: number | null;
}

/** The answer to one question of the booking form. */
export interface CalcomResponse {
  readonly label: string;
  /** Text, a list, or an object, depending on the question. */
  readonly value?: unknown;
  readonly isHidden?: boolean;
}

/** The answers to a booking form, by the questions' names. */
export type CalcomResponses = Readonly<Record<string, CalcomResponse>>;

/** What became of one app of a booking. */
export interface CalcomAppStatus {
  readonly appName: string;
  readonly type: string;
  readonly success: number;
  readonly failures: number;
  readonly errors: readonly string[];
  readonly warnings?: readonly string[];
}

/** Where a booking is written to. */
export interface CalcomCalendar {
  readonly id: number;
  readonly integration: string;
  readonly externalId: string;
  readonly userId: number | null;
  readonly eventTypeId: number | null;
  readonly credentialId: number | null;
}

/** A meeting with its people. Times are ISO 8601. */
export interface CalcomMeeting {
  /** The event type's slug or name. */
  readonly type: string;
  readonly title: string;
  readonly startTime: string;
  readonly endTime: string;
  readonly organizer: CalcomPerson;
  readonly attendees: readonly CalcomPerson[];
  readonly uid: string;
  readonly customReplyToEmail?: string | null;
}

/** A booking. */
export interface CalcomBooking extends CalcomMeeting {
  readonly bookingId: number;
  readonly status: 'ACCEPTED' | 'PENDING' | 'CANCELLED' | 'REJECTED';
  readonly description?: string | null;
  readonly additionalNotes?: string | null;
  /** An address, a link, or `integrations:` and the app. */
  readonly location?: string | null;
  readonly responses?: CalcomResponses;
  readonly userFieldsResponses?: CalcomResponses;
  readonly customInputs?: unknown;
  /** The application's own keys, and `videoCallUrl`. */
  readonly metadata?: Readonly<Record<string, string | number | boolean | null>>;
  readonly eventTypeId?: number | null;
  readonly eventTitle?: string | null;
  readonly eventDescription?: string | null;
  /** In minutes. */
  readonly length?: number | null;
  /** In the smallest unit of the currency. */
  readonly price?: number | null;
  readonly currency?: string | null;
  readonly requiresConfirmation?: boolean | null;
  readonly schedulingType?: string | null;
  readonly seatsPerTimeSlot?: number | null;
  readonly seatsShowAttendees?: boolean | null;
  readonly destinationCalendar?: CalcomCalendar | readonly CalcomCalendar[] | null;
  readonly videoCallData?: {
    readonly type: string;
    readonly id: string;
    readonly password: string;
    readonly url: string;
  };
  readonly appsStatus?: readonly CalcomAppStatus[];
  readonly team?: { readonly name: string; readonly members: readonly unknown[] };
  readonly organizationId?: number | null;
  readonly bookerUrl?: string;
  readonly iCalUID?: string | null;
  readonly iCalSequence?: number | null;
}

/** A booking that was cancelled. */
export interface CalcomCancelledBooking extends CalcomBooking {
  readonly cancellationReason?: string | null;
  /** An address of email. */
  readonly cancelledBy?: string;
  readonly requestReschedule?: boolean;
}

/** A booking that its host did not accept. */
export interface CalcomRejectedBooking extends CalcomBooking {
  readonly rejectionReason?: string | null;
}

/** A booking that took the place of another one. Times are ISO 8601. */
export interface CalcomRescheduledBooking extends CalcomBooking {
  /** The earlier booking's. */
  readonly rescheduleId?: number;
  /** The earlier booking's. */
  readonly rescheduleUid?: string;
  readonly rescheduleStartTime?: string;
  readonly rescheduleEndTime?: string;
  /** An address of email. */
  readonly rescheduledBy?: string;
}

/** A booking with its payment. */
export interface CalcomPaidBooking extends CalcomBooking {
  readonly paymentId?: number;
}
