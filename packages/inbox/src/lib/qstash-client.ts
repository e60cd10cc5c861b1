/** One message of a batch that is published. */
export interface QstashRequest {
  url: string;
  body: string;
  method: 'POST';
  headers: { 'content-type': string };
  /** How often QStash delivers it again. */
  retries: number;
  deduplicationId: string;
  /** In seconds. */
  delay?: number;
  label: string;
  flowControl?: QstashFlowControl;
}

/** How many messages QStash delivers at once. */
export interface QstashFlowControl {
  /** Names those that are counted together, and paused together. */
  key: string;
  parallelism: number;
}

/** A message that QStash does not deliver any more. */
export interface QstashDeadMessage {
  readonly dlqId: string;
  readonly body?: string | undefined;
  /** Unix milliseconds. */
  readonly createdAt: number;
  readonly maxRetries?: number | undefined;
  /** What the last delivery was answered. */
  readonly responseStatus?: number | undefined;
  readonly responseBody?: string | undefined;
}

/** What is used of a `Client` of `@upstash/qstash`, of version 2.11 or newer. */
export interface QstashLike {
  batch(requests: QstashRequest[]): Promise<readonly unknown[]>;
  readonly dlq: {
    listMessages(options: {
      count: number;
      cursor?: string;
      filter: { url?: string; label?: string };
    }): Promise<{ readonly messages: readonly QstashDeadMessage[]; readonly cursor?: string | undefined }>;
    delete(dlqId: string): Promise<unknown>;
  };
  readonly flowControl: {
    get(key: string): Promise<{ readonly waitListSize: number; readonly parallelismCount: number }>;
    pause(key: string): Promise<unknown>;
    resume(key: string): Promise<unknown>;
  };
}
