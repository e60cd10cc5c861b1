// Facts from https://www.twilio.com/docs/messaging/guides/webhook-request, https://www.twilio.com/docs/messaging/guides/track-outbound-message-status, https://www.twilio.com/docs/voice/twiml and https://www.twilio.com/docs/voice/api/call-resource, 2026-11-22.

/** What Twilio knows of where the sender and the recipient are: US numbers mostly. */
export interface TwilioPlaces {
  readonly FromCity?: string;
  readonly FromState?: string;
  readonly FromZip?: string;
  readonly FromCountry?: string;
  readonly ToCity?: string;
  readonly ToState?: string;
  readonly ToZip?: string;
  readonly ToCountry?: string;
}

type MediaIndex = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;

/** The media of a message, counted from 0 to one below `NumMedia`. */
export type TwilioMedia = {
  readonly [Field in `MediaUrl${MediaIndex}` | `MediaContentType${MediaIndex}`]?: string;
};

/** A message that came in: the form's fields. */
export interface TwilioIncomingMessage extends TwilioPlaces, TwilioMedia {
  readonly MessageSid: string;
  /** The same as `MessageSid`. */
  readonly SmsSid: string;
  /** The same as `MessageSid`. */
  readonly SmsMessageSid?: string;
  readonly AccountSid: string;
  readonly MessagingServiceSid?: string;
  /** A number in E.164, or a channel's address such as `whatsapp:+15551234567`. */
  readonly From: string;
  readonly To: string;
  /** Empty where the message is media only. */
  readonly Body: string;
  /** A number. */
  readonly NumMedia: string;
  /** A number. */
  readonly NumSegments?: string;
  readonly SmsStatus?: 'received';
  readonly ApiVersion?: string;
  /** Where the words were an opt-out, with Advanced Opt-Out. */
  readonly OptOutType?: 'STOP' | 'START' | 'HELP';
  /** WhatsApp: the sender's name. */
  readonly ProfileName?: string;
  /** WhatsApp: the sender's id. */
  readonly WaId?: string;
  /** WhatsApp: `true`. */
  readonly Forwarded?: string;
  /** WhatsApp: `true`. */
  readonly FrequentlyForwarded?: string;
  readonly ButtonText?: string;
  readonly ButtonPayload?: string;
  readonly Latitude?: string;
  readonly Longitude?: string;
  readonly Address?: string;
  readonly Label?: string;
  /** WhatsApp: the advertisement that was clicked. */
  readonly ReferralBody?: string;
  readonly ReferralHeadline?: string;
  readonly ReferralSourceId?: string;
  readonly ReferralSourceType?: string;
  readonly ReferralSourceUrl?: string;
  readonly ReferralMediaId?: string;
  readonly ReferralMediaContentType?: string;
  readonly ReferralMediaUrl?: string;
  readonly ReferralNumMedia?: string;
  readonly ReferralCtwaClid?: string;
  /** WhatsApp: the message that it answers. */
  readonly OriginalRepliedMessageSender?: string;
  readonly OriginalRepliedMessageSid?: string;
}

/** What became of a message that was sent: the form's fields. They vary by channel. */
export interface TwilioMessageStatus {
  readonly MessageSid: string;
  readonly MessageStatus:
    | 'accepted'
    | 'scheduled'
    | 'queued'
    | 'sending'
    | 'sent'
    | 'delivered'
    | 'undelivered'
    | 'failed'
    | 'read'
    | 'canceled';
  /** Where it failed or was not delivered. */
  readonly ErrorCode?: string;
  /** The same as `MessageSid`. */
  readonly SmsSid?: string;
  readonly SmsStatus?: string;
  readonly AccountSid: string;
  readonly MessagingServiceSid?: string;
  readonly From?: string;
  readonly To?: string;
  readonly ApiVersion?: string;
  /** When the carrier says that it was done, as `YYMMDDhhmm`. */
  readonly RawDlrDoneDate?: string;
  readonly ChannelInstallSid?: string;
  readonly ChannelStatusMessage?: string;
  readonly ChannelPrefix?: string;
  readonly ChannelToAddress?: string;
  /** `DELIVERED`, `READ`, ... */
  readonly EventType?: string;
}

/** A call. */
export interface TwilioCall extends TwilioPlaces {
  readonly CallSid: string;
  readonly AccountSid: string;
  /** A number in E.164, `client:` and a name, or a SIP address. */
  readonly From: string;
  readonly To: string;
  readonly CallStatus:
    | 'queued'
    | 'initiated'
    | 'ringing'
    | 'in-progress'
    | 'completed'
    | 'busy'
    | 'failed'
    | 'no-answer'
    | 'canceled';
  readonly ApiVersion?: string;
  readonly Direction: 'inbound' | 'outbound-api' | 'outbound-dial';
  readonly ForwardedFrom?: string;
  readonly CallerName?: string;
  /** The call that this one is a leg of. */
  readonly ParentCallSid?: string;
}

/** A call that asks what to do: the form's fields. */
export interface TwilioIncomingCall extends TwilioCall {
  /** The same as `From`. */
  readonly Caller?: string;
  /** The same as `To`. */
  readonly Called?: string;
  readonly CallToken?: string;
  /** What STIR/SHAKEN says of the caller. */
  readonly StirVerstat?: string;
}

/** What became of a call: the form's fields. */
export interface TwilioCallStatus extends TwilioCall {
  /** In seconds. */
  readonly CallDuration?: string;
  /** In minutes. */
  readonly Duration?: string;
  readonly SipResponseCode?: string;
  readonly RecordingUrl?: string;
  readonly RecordingSid?: string;
  /** In seconds. */
  readonly RecordingDuration?: string;
  /** When it happened: RFC 2822. */
  readonly Timestamp?: string;
  readonly CallbackSource?: 'call-progress-events';
  /** The order of the events of one call, from 0: they may arrive in another. */
  readonly SequenceNumber?: string;
}

/**
 * Twilio's events. Twilio names none, so the fields tell: with `CallSid`, it is `call.status` where there is a
 * `CallbackSource` or a `SequenceNumber`, else `call.incoming`; with `MessageSid`, it is `message.received` where
 * `SmsStatus` or `MessageStatus` is `received` and there is a `Body`, and `message.status` where there is another
 * `MessageStatus`. All values are text.
 */
export interface TwilioEvents {
  'message.received': TwilioIncomingMessage;
  'message.status': TwilioMessageStatus;
  'call.incoming': TwilioIncomingCall;
  'call.status': TwilioCallStatus;
}
