import { createWebhook } from '@hooklatch/core';
import { standardWebhooks } from '@hooklatch/providers/standard-webhooks';
import { d1Store, type D1Like } from '@hooklatch/stores/d1';
import {
  cloudflareQueuesInbox,
  toQueue,
  type BodyBucket,
  type CloudflareQueuesInbox,
  type QueueBatchLike,
  type QueueLike,
} from '../../src/cloudflare-queues.ts';
import { GiveUp } from '../../src/index.ts';

interface Env {
  readonly EVENTS: QueueLike;
  readonly BURIED: QueueLike;
  readonly DB: D1Like;
  readonly BODIES: BodyBucket;
  readonly SECRET: string;
}

/** What handlers have seen, in this isolate. */
const seen: { id: string | undefined; attempt: number; sha256: string }[] = [];
const provider = standardWebhooks({ secret: 'whsec_d29ya2VyZCBhbmQgaXRzIG93biBxdWV1ZXM=' });

async function hash(bytes: Uint8Array): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes.slice()));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Another queue, or another place for the dead, by path. */
function toInbox({ EVENTS, BURIED, DB, BODIES }: Env, path = '/'): CloudflareQueuesInbox {
  const queue: QueueLike = {
    async send(text, options) {
      if (path === '/down') throw new Error('Too Many Requests');
      await EVENTS.send(text, options);
      if (path === '/twice') await EVENTS.send(text, options);
    },
  };
  const deadLetters = path === '/buried' ? BURIED : DB;
  return cloudflareQueuesInbox({ queue, store: d1Store({ database: DB }), bodies: BODIES, deadLetters });
}

const handlers = {
  '*': async (
    event: { id?: string | undefined; type: string; body: Uint8Array },
    { attempt }: { attempt: number },
  ) => {
    seen.push({ id: event.id, attempt, sha256: await hash(event.body) });
    if (event.type === 'order.late' && attempt < 6) throw new Error('not yet');
    if (event.type === 'order.lost' && seen.filter(({ id }) => id === event.id).length === 1)
      throw new GiveUp('lost');
  },
};

const rows = [{ provider, on: handlers }] as const;
const options = { retry: { attempts: 8, baseMs: 0, jitter: 0 }, onAttempt: false } as const;

/** One for all requests, as an application has it. */
const inboxes = new Map<string, CloudflareQueuesInbox>();

/** What an operator does. */
const acts: Readonly<Record<string, (inbox: CloudflareQueuesInbox, id: string) => Promise<unknown>>> = {
  '/dead': ({ dead }) => dead.list(),
  '/retry': ({ dead }, id) => dead.retry(id),
  '/replay': ({ replay }, id) => replay(id),
  '/stats': ({ stats }) => stats(),
  '/pause': ({ pause }) => pause(),
  '/buried': ({ dead }) => dead.list(),
  '/seen': async () => seen,
};

export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    const { pathname, searchParams } = new URL(request.url);
    const inbox = inboxes.get(pathname) ?? toInbox(env, pathname);
    inboxes.set(pathname, inbox);
    const act = request.method === 'GET' ? acts[pathname] : undefined;
    if (act) {
      const done = await act(inbox, searchParams.get('id') ?? '').catch(String);
      return Response.json(done);
    }
    return createWebhook(provider, { inbox, maxBodyBytes: 2 ** 23, onDelivery: false }).fetch(request, env);
  },
  queue: toQueue<Env, readonly [object]>(toInbox, rows, options) as (
    batch: QueueBatchLike,
    env: Env,
  ) => Promise<void>,
};
