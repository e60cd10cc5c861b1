import { createWebhook, type WebhookEvent } from '@hooklatch/core';
import { toBytes } from '@hooklatch/core/provider';
import type { InboxMessage } from '@hooklatch/core/store';
import { engineSecrets, standard, writeOnly, type Sent } from './engine-delivery.ts';
import { sorted } from './engine-expect.ts';
import type { EngineFact } from './engine-fact.ts';
import type { EngineStage, Start } from './engine-stage.ts';
import { holds, same } from './store-expect.ts';

/** Sends a delivery, and waits for its handler. */
async function handled(stage: EngineStage, sent: Sent): Promise<Start & { readonly message: InboxMessage }> {
  const answer = await stage.send(sent);
  same([answer.status, answer.outcome], [200, 'stored'], 'the answer');
  const { starts } = await stage.work();
  await stage.until('the handler runs', () => starts.length > 0);
  return { ...(starts[0] as Start), message: answer.message };
}

function sameBytes(actual: Uint8Array, expected: Uint8Array, what: string): void {
  same(actual.length, expected.length, `the length of ${what}`);
  for (let at = 0; at < expected.length; at += 1) {
    if (actual[at] !== expected[at])
      throw new Error(`${what}: byte ${at} is ${actual[at]} and was ${expected[at]}`);
  }
}

function noise(length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  for (let at = 0; at < length; at += 1) bytes[at] = at * 31 + (at >> 8);
  return bytes;
}

async function keepsBody(stage: EngineStage, body: Uint8Array): Promise<void> {
  const { event, context } = await handled(stage, { body });
  holds(event.body instanceof Uint8Array, 'the body is no Uint8Array');
  sameBytes(event.body, body, 'the event');
  sameBytes(context.delivery.body, body, 'the delivery');
}

/** What a handler may read of an event. */
function told(event: WebhookEvent): unknown {
  const { provider, id, type, payload, timestamp, secretIndex, trust, headers } = event;
  return { provider, id, type, payload, timestamp, secretIndex, trust, headers: headers.entries() };
}

const pairs = [
  ['X-Twice', 'first'],
  ['accept', '*/*'],
  ['x-TWICE', 'second'],
  ['X-Empty', ''],
  ['X-Latin', 'caf\u00e9 \u00ff'],
  ['__proto__', 'a name like any other'],
  ['X-Twice', 'first'],
] as const;

/** What is kept, and comes back. */
export const keepingFacts: readonly EngineFact[] = [
  {
    name: 'a delivery is answered 200 and handled',
    async show(stage) {
      const { event, context, message } = await handled(stage, { id: 'msg_1', type: 'order.paid' });
      same([event.id, event.type], ['msg_1', 'order.paid'], 'the event');
      same(context.attempt, 1, 'the attempt');
      same(context.idempotencyKey, message.key, 'the idempotency key');
      holds(!context.signal.aborted, 'the signal is aborted');
    },
  },
  {
    name: 'the event is the one that was verified',
    async show(stage) {
      const body = toBytes('{"type":"order.paid","data":{"text":"\u{1f980} \\u0000 \u00e9","n":1.50}}');
      const answer = await stage.send({ id: 'msg_1', secret: engineSecrets[1], body });
      const verified = await createWebhook(standard).verify(answer.delivery);
      const { starts } = await stage.work();
      await stage.until('the handler runs', () => starts.length > 0);
      const { event, context } = starts[0] as Start;
      same(told(event), told(verified), 'the event');
      same(event.secretIndex, 1, 'the index of the older secret');
      const { method, url, headers } = context.delivery;
      same([method, url], [answer.delivery.method, answer.delivery.url], 'the delivery');
      same(headers.entries(), answer.delivery.headers.entries(), 'the headers of the delivery');
    },
  },
  {
    name: 'headers come back in order, with doubles, and in their case',
    async show(stage) {
      const { event } = await handled(stage, { headers: pairs });
      same(event.headers.entries().slice(0, pairs.length), pairs, 'the headers');
    },
  },
  {
    name: 'a body of all 256 values comes back byte for byte',
    show: (stage) =>
      keepsBody(
        stage,
        Uint8Array.from({ length: 512 }, (_, at) => at % 256),
      ),
  },
  {
    name: 'a body of NULs comes back',
    show: (stage) => keepsBody(stage, new Uint8Array(100)),
  },
  {
    name: 'a body that is no UTF-8, with line ends of all kinds, comes back',
    show: (stage) =>
      keepsBody(stage, Uint8Array.of(0xef, 0xbb, 0xbf, 0x0d, 0x0a, 0x0a, 0x0d, 0xed, 0xa0, 0x80, 0xff, 0x0a)),
  },
  {
    name: 'an empty body comes back',
    show: (stage) => keepsBody(stage, new Uint8Array()),
  },
  {
    name: 'a body of 1 MiB comes back',
    needs: ['largeBodies'],
    show: (stage) => keepsBody(stage, noise(2 ** 20)),
  },
  {
    name: 'a body of 1 MiB of text comes back',
    needs: ['largeBodies'],
    show: (stage) =>
      keepsBody(stage, toBytes(`{"type":"order.paid","text":"${'\\"\u00e9'.repeat(2 ** 18 - 16)}"}`)),
  },
  {
    name: 'a body of 25 MiB comes back',
    needs: ['largeBodies'],
    async show(stage) {
      const body = noise(25 * 2 ** 20);
      // Not through the door, which refuses what a provider does not send.
      same(await stage.inbox.put({ ...(await writeOnly()), body }), 'stored', 'what became of it');
      const { starts } = await stage.work();
      await stage.until('the handler runs', () => starts.length > 0);
      sameBytes((starts[0] as Start).event.body, body, 'the event');
    },
  },
  {
    name: 'what a worker of the other inbox handles is what the first has kept',
    async show(stage) {
      await stage.send({ id: 'msg_1' });
      const { starts } = await stage.work(undefined, { inboxes: [stage.other] });
      await stage.until('the handler runs', () => starts.length > 0);
      same(starts[0]?.event.id, 'msg_1', 'the event');
    },
  },
  {
    name: 'a message that comes while a worker waits is handled',
    async show(stage) {
      const { starts } = await stage.work(undefined, { inboxes: [stage.other] });
      await stage.rest(1);
      await stage.send({ id: 'msg_1' });
      await stage.until('the handler runs', () => starts.length > 0);
    },
  },
  {
    name: 'many that come at once are each handled once',
    async show(stage) {
      const ids = Array.from({ length: 60 }, (_, at) => `msg_${at}`);
      const both = [stage.inbox, stage.other];
      const answers = await Promise.all(ids.map((id, at) => stage.send({ id }, both[at % 2])));
      same(new Set(answers.map(({ outcome }) => outcome)).size, 1, 'different outcomes');
      same(answers[0]?.outcome, 'stored', 'the outcome');
      const { starts } = await stage.work(undefined, { inboxes: both });
      await stage.until('all are handled', () => starts.length >= ids.length);
      await stage.rest(2);
      same(sorted(starts.map(({ event }) => event.id)), sorted(ids), 'the events');
    },
  },
  {
    name: 'where nothing can be kept the answer is 503, and the event is kept when it is sent again',
    async show(stage) {
      const broken = { ...stage.inbox, put: () => Promise.reject(new Error('The disk is full.')) };
      const refused = await stage.send({ id: 'msg_1' }, broken);
      same([refused.status, refused.code], [503, 'inbox_unavailable'], 'the answer');
      const again = await stage.send({ id: 'msg_1' });
      same([again.status, again.outcome], [200, 'stored'], 'the answer to the second delivery');
    },
  },
];
