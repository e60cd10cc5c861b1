import {
  createWebhook,
  type Handler,
  type Reply,
  type Webhook,
  type WebhookEvent,
  type WebhookOptions,
} from '@hooklatch/core';
import { defineProvider, hmac, type Provider } from '@hooklatch/core/provider';
import { memoryStore, type WebhookInbox } from '@hooklatch/core/store';
import { clerk } from '@hooklatch/providers/clerk';
import { github } from '@hooklatch/providers/github';
import { gitlab } from '@hooklatch/providers/gitlab';
import { shopify } from '@hooklatch/providers/shopify';
import { slack } from '@hooklatch/providers/slack';
import { standardWebhooks } from '@hooklatch/providers/standard-webhooks';
import { stripe } from '@hooklatch/providers/stripe';

export { describeEngine, type EngineOptions } from './lib/describe-engine.ts';
export type { EngineAbility, EngineTransactions, EngineUnderTest } from './lib/engine-fact.ts';
export { describeStore, type StoreOptions } from './lib/describe-store.ts';
export { modelStore, type FastCheck, type ModelOptions, type ModelResult } from './lib/store-model.ts';
export type { StoreTransactions, StoreUnderTest } from './lib/store-fact.ts';

/** The secrets of the contract's endpoints. */
export const contractSecrets = {
  standard: 'whsec_c3RhbmRhcmQtd2ViaG9va3MtY29udHJhY3Q=',
  stripe: 'whsec_contract_stripe_secret',
  text: 'the contract of all adapters',
} as const;

/** The handshake of the contract: a question in the query, as several providers ask. */
export const asking: Provider = defineProvider<object>({
  name: 'asking',
  env: [],
  schemes: [hmac({ signature: { header: 'x-asking-signature' } })],
  type: { field: 'type' },
  handshake: {
    methods: ['GET', 'HEAD', 'OPTIONS'],
    isUnsigned: ({ method }) => method !== 'POST',
    answerUnsigned({ head }) {
      const challenge = new URL(head.url, 'http://localhost').searchParams.get('challenge');
      if (challenge === null) return undefined;
      return {
        status: 200,
        headers: { 'content-type': 'text/plain', 'x-challenge': challenge },
        body: challenge,
      };
    },
  },
  facts: { sources: [], confirmed: true, checked: '2026-11-22' },
})({ secret: contractSecrets.text });

/** What an endpoint says of an event that reached its handler or route. */
export interface ContractAnswer {
  readonly provider: string;
  readonly type: string;
  readonly id: string | null;
  readonly bytes: number;
  readonly sha256: string;
  /** How often this endpoint has handled these bytes. */
  readonly runs: number;
}

const runs = new Map<string, number>();

async function describeEvent({ provider, type, id, body }: WebhookEvent): Promise<ContractAnswer> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', body as Uint8Array<ArrayBuffer>));
  const sha256 = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  const key = `${provider} ${id} ${sha256}`;
  runs.set(key, (runs.get(key) ?? 0) + 1);
  return { provider, type, id: id ?? null, bytes: body.length, sha256, runs: runs.get(key) as number };
}

function isFailing(event: WebhookEvent): boolean {
  const payload = event.payload as { fail?: unknown } | undefined;
  return payload?.fail === true;
}

/**
 * The application's route behind a guard: answer with what it gives, as JSON, and let what it throws be the
 * framework's business.
 *
 * @param event - the guard's
 * @returns what to answer
 * @throws Error where the payload has `fail: true`, once for each id
 */
export async function contractRoute(event: WebhookEvent): Promise<ContractAnswer> {
  const answer = await describeEvent(event);
  if (isFailing(event) && answer.runs === 1) throw new Error('hunter2: this text stays in the process');
  return answer;
}

const echo: Handler<WebhookEvent> = async (event) => {
  const body = JSON.stringify(await contractRoute(event));
  return { status: 200, headers: { 'content-type': 'application/json' }, body };
};

const slowEcho: Handler<WebhookEvent> = async (event, context) => {
  await new Promise((resolve) => setTimeout(resolve, 1000));
  return echo(event, context);
};

/** A reply that no runtime can send as it is. */
const unsendable = (): Reply => ({
  status: 204,
  headers: { 'x-kept': 'yes', 'x-broken': 'a\r\nx-injected: b', 'not a name': 'c' },
  body: 'a body that this status cannot have',
});

const kept = new Set<string>();

/** Knows what it was given; it keeps nothing where the payload has `fail: true`. */
const inbox: WebhookInbox = {
  async put({ id, body }) {
    if (new TextDecoder().decode(body).includes('"fail":true')) throw new Error('hunter2: the disk is full');
    if (kept.has(id)) return 'duplicate';
    kept.add(id);
    return 'stored';
  },
  replay: async () => false,
};

let caseTime = Date.now();

/** Takes the secret and the time of a case from the request, for the adversarial requests. */
function caseSecret(head: { headers: { get(name: string): string | undefined } }): string {
  const { secret, now } = JSON.parse(atob(head.headers.get('x-contract-case') ?? '')) as {
    secret: string | null;
    now: number;
  };
  caseTime = 1000 * now;
  return decodeURIComponent(secret ?? '');
}

/**
 * Every endpoint of the adapter contract: mount each at `/<name>`, for every method. Those that do not handle by
 * themselves are guards before a route that answers with {@link contractRoute}.
 *
 * @returns webhooks by name; it runs on every runtime
 */
export function createContractEndpoints(): Readonly<Record<string, Webhook>> {
  const on: WebhookOptions['on'] = { '*': echo };
  const standard = standardWebhooks({ secret: contractSecrets.standard });
  const quiet = { onDelivery: false } as const;
  const aCase = { ...quiet, on, store: false, now: () => caseTime } as const;
  const kinds = {
    'user.created': echo,
    'user.updated': echo,
    'session.created': slowEcho,
    'session.ended': unsendable,
  } as unknown as WebhookOptions<{ 'user.created': unknown }>['on'];
  const clerkEvents = clerk<{ 'user.created': unknown }>({ secret: contractSecrets.standard });
  return {
    bytes: createWebhook(standard, { ...quiet, name: 'bytes', on, store: false }),
    'bytes-guard': createWebhook(standard, { ...quiet, name: 'bytes-guard' }),
    clerk: createWebhook(clerkEvents, { ...quiet, on: kinds }) as Webhook,
    'clerk-guard': createWebhook(clerkEvents, { ...quiet, store: memoryStore() }) as Webhook,
    stripe: createWebhook(stripe<object>({ secret: ['whsec_another_secret', contractSecrets.stripe] }), {
      ...quiet,
      on,
    }),
    github: createWebhook(github<object>({ secret: contractSecrets.text }), { ...quiet, on }),
    shopify: createWebhook(shopify<object>({ secret: contractSecrets.text }), { ...quiet, on }),
    gitlab: createWebhook(gitlab<object>({ secret: contractSecrets.text }), { ...quiet, on }),
    slack: createWebhook(slack<object>({ secret: contractSecrets.text }), { ...quiet, on }),
    'slack-guard': createWebhook(slack<object>({ secret: contractSecrets.text }), quiet),
    inbox: createWebhook(standard, { ...quiet, name: 'inbox', inbox }),
    asking: createWebhook(asking, { ...quiet, on }),
    limits: createWebhook(standard, { ...quiet, on, store: false, maxBodyBytes: 65_536, bodyTimeoutMs: 300 }),
    unset: createWebhook(standardWebhooks({ secret: () => undefined }), { ...quiet, on }),
    'case-standard': createWebhook(standardWebhooks({ secret: caseSecret }), aCase),
    'case-stripe': createWebhook(stripe<object>({ secret: caseSecret }), aCase),
    'case-github': createWebhook(github<object>({ secret: caseSecret }), aCase),
    'case-slack': createWebhook(slack<object>({ secret: caseSecret }), aCase),
  };
}
