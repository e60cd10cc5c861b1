import type { SQS, SQSClient } from '@aws-sdk/client-sqs';
import { memoryStore } from '@hooklatch/core/store';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { sqsInbox, type SqsInboxOptions, type SqsLike } from '../src/sqs.ts';

describe('sqsInbox', () => {
  const client = Object.fromEntries(
    [
      'sendMessageBatch',
      'receiveMessage',
      'deleteMessage',
      'changeMessageVisibility',
      'getQueueAttributes',
    ].map((name) => [name, async () => ({})]),
  ) as unknown as SqsLike;
  const good: SqsInboxOptions = {
    client,
    queueUrl: 'http://q/1',
    deadLetterQueueUrl: 'http://q/2',
    store: memoryStore(),
  };

  test.each<[string, Partial<Record<keyof SqsInboxOptions, unknown>>, RegExp]>([
    ['a client without methods', { client: {} }, /SQSClient is another/],
    ['no queue', { queueUrl: '' }, /queueUrl/],
    ['no queue for the dead', { deadLetterQueueUrl: undefined }, /deadLetterQueueUrl/],
    ['no store', { store: undefined }, /give the inbox a store/],
    ['a message size that SQS does not have', { maxMessageBytes: 2_000_000 }, /maxMessageBytes/],
    ['a message size without room', { maxMessageBytes: 1024 }, /maxMessageBytes/],
    ['no retention', { retentionMs: -1 }, /retentionMs/],
  ])('is a TypeError with %s', (_, wrong, text) => {
    const make = (): unknown => sqsInbox({ ...good, ...wrong } as SqsInboxOptions);
    expect(make).toThrow(TypeError);
    expect(make).toThrow(text);
  });

  test('cannot pause without watermarks', async () => {
    const { watermarks: _, ...store } = memoryStore();
    const inbox = sqsInbox({ ...good, store });
    await expect(inbox.pause()).rejects.toThrow(/watermarks/);
    await expect(inbox.pause()).rejects.toThrow(TypeError);
  });

  test('takes an SQS of the SDK, and no SQSClient', () => {
    expectTypeOf<SQS>().toExtend<SqsLike>();
    expectTypeOf<SQSClient>().not.toExtend<SqsLike>();
  });
});
