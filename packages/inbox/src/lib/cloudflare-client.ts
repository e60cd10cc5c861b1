/** What is used of a binding to a queue, as a producer. */
export interface QueueLike {
  send(message: string, options?: { contentType?: 'text'; delaySeconds?: number }): Promise<unknown>;
}

/** What is used of a message that a queue hands out. */
export interface QueueMessageLike {
  readonly id: string;
  readonly body: unknown;
  /** From 1. */
  readonly attempts: number;
  ack(): void;
  retry(options?: { delaySeconds?: number }): void;
}

/** What is used of a batch that a queue hands out. */
export interface QueueBatchLike {
  readonly messages: readonly QueueMessageLike[];
}

/** In bytes: what a queue takes, less the hundred that it may add itself. */
export const largestMessage = 127_900;

/** In seconds: a queue keeps a message back no longer. */
export const longestDelay = 43_200;
