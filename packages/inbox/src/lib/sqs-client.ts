/** One message of a batch that is sent. */
export interface SqsEntry {
  Id: string;
  MessageBody: string;
  DelaySeconds?: number;
  MessageGroupId?: string;
  MessageDeduplicationId?: string;
}

/** A message that was received. */
export interface SqsMessage {
  readonly MessageId?: string | undefined;
  readonly ReceiptHandle?: string | undefined;
  readonly Body?: string | undefined;
  readonly Attributes?: { readonly ApproximateReceiveCount?: string | undefined } | undefined;
}

/** What is used of an `SQS` of `@aws-sdk/client-sqs`, of version 3. */
export interface SqsLike {
  sendMessageBatch(input: { QueueUrl: string; Entries: SqsEntry[] }): Promise<{
    readonly Successful?: readonly { readonly Id?: string | undefined }[] | undefined;
    readonly Failed?:
      | readonly { readonly Id?: string | undefined; readonly Code?: string | undefined }[]
      | undefined;
  }>;
  receiveMessage(
    input: {
      QueueUrl: string;
      MaxNumberOfMessages: number;
      VisibilityTimeout: number;
      WaitTimeSeconds: number;
      MessageSystemAttributeNames: 'ApproximateReceiveCount'[];
    },
    options?: { abortSignal?: AbortSignal },
  ): Promise<{ readonly Messages?: readonly SqsMessage[] | undefined }>;
  deleteMessage(input: { QueueUrl: string; ReceiptHandle: string }): Promise<unknown>;
  changeMessageVisibility(input: {
    QueueUrl: string;
    ReceiptHandle: string;
    VisibilityTimeout: number;
  }): Promise<unknown>;
  getQueueAttributes(input: {
    QueueUrl: string;
    AttributeNames: ('ApproximateNumberOfMessages' | 'ApproximateNumberOfMessagesNotVisible')[];
  }): Promise<{ readonly Attributes?: Partial<Record<string, string>> | undefined }>;
}

/** In bytes: what SQS takes in one request, whether it is one message or ten. */
export const largestRequest = 1_048_576;

/** In seconds: twelve hours, from when a message was received. */
export const longestVisibility = 43_200;
