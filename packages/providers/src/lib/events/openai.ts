// Facts from https://platform.openai.com/docs/api-reference/webhook-events and https://github.com/openai/openai-node (src/resources/webhooks), 2026-11-22.

/** The whole body of a delivery. */
export interface OpenaiPayload<Type extends string, Data> {
  readonly object?: 'event';
  readonly id: string;
  readonly type: Type;
  /** When it happened, in Unix seconds. */
  readonly created_at: number;
  readonly data: Data;
}

/** What most events tell: the id of what they are about, which is then fetched from the API. */
export interface OpenaiReference {
  readonly id: string;
}

/** A call that came in over SIP, and waits to be accepted or refused. */
export interface OpenaiIncomingCall {
  readonly call_id: string;
  /** Of the SIP INVITE; a name may stand there more than once. */
  readonly sip_headers: readonly { readonly name: string; readonly value: string }[];
}

/** OpenAI's events, by type. */
export interface OpenaiEvents {
  'response.completed': OpenaiPayload<'response.completed', OpenaiReference>;
  'response.failed': OpenaiPayload<'response.failed', OpenaiReference>;
  'response.cancelled': OpenaiPayload<'response.cancelled', OpenaiReference>;
  'response.incomplete': OpenaiPayload<'response.incomplete', OpenaiReference>;
  'batch.completed': OpenaiPayload<'batch.completed', OpenaiReference>;
  'batch.failed': OpenaiPayload<'batch.failed', OpenaiReference>;
  'batch.expired': OpenaiPayload<'batch.expired', OpenaiReference>;
  'batch.cancelled': OpenaiPayload<'batch.cancelled', OpenaiReference>;
  'fine_tuning.job.succeeded': OpenaiPayload<'fine_tuning.job.succeeded', OpenaiReference>;
  'fine_tuning.job.failed': OpenaiPayload<'fine_tuning.job.failed', OpenaiReference>;
  'fine_tuning.job.cancelled': OpenaiPayload<'fine_tuning.job.cancelled', OpenaiReference>;
  'eval.run.succeeded': OpenaiPayload<'eval.run.succeeded', OpenaiReference>;
  'eval.run.failed': OpenaiPayload<'eval.run.failed', OpenaiReference>;
  'eval.run.canceled': OpenaiPayload<'eval.run.canceled', OpenaiReference>;
  'realtime.call.incoming': OpenaiPayload<'realtime.call.incoming', OpenaiIncomingCall>;
}
