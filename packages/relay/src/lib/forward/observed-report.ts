/** What a webhook of `@hooklatch/core` says of a delivery, as far as it is read here. */
export interface ObservedReport {
  readonly outcome: string;
  /** The endpoint's name in the application. */
  readonly endpoint: string;
  readonly provider: string;
  readonly bytes: number;
  readonly milliseconds: number;
  /** What was answered. */
  readonly status?: number | undefined;
  readonly code?: string | undefined;
  readonly hint?: string | undefined;
  readonly type?: string | undefined;
  readonly id?: string | undefined;
  /** Of the request, where the webhook tells. */
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  /** Once verified. */
  readonly event?: ObservedEvent | undefined;
}

/** What is read of a verified event. */
export interface ObservedEvent {
  readonly body: Uint8Array;
  readonly headers: { entries(): readonly (readonly [name: string, value: string])[] };
}
