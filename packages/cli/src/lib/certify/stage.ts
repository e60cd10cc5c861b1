import { createWebhook, deliveryHeaders, type Reply, type Webhook } from '@hooklatch/core';
import type { Provider } from '@hooklatch/core/provider';
import { sign, type SignOptions } from '@hooklatch/testing';
import { exchange } from './exchange.ts';
import { withFreshId } from './fresh-id.ts';
import type { Exchange, Probe } from './probe.ts';

/** What is certified, and with what. */
export interface CertifyOptions {
  /** The endpoint. */
  readonly url: string;
  /** With the secret or the public key that the endpoint has. */
  readonly provider: Provider;
  /** What signs: the shared secrets, or the private key. The first is the current one. */
  readonly secrets: readonly [string, ...string[]];
  /** The event's type. (the first that there is a realistic payload for) */
  readonly type?: string;
  /** The payload of genuine deliveries. (a realistic one of that type) */
  readonly payload?: unknown;
  /** The options that the provider's factory was given: handshakes want some. */
  readonly factoryOptions?: Readonly<Record<string, unknown>>;
  /** How long an answer is waited for. (what the provider waits, between 10,000 and 30,000) */
  readonly timeoutMs?: number;
  /** How long a slow sender may hold a connection. (30,000) */
  readonly slowMs?: number;
  readonly signal: AbortSignal;
}

/** What a check works with. */
export interface Stage {
  readonly options: CertifyOptions;
  readonly provider: Provider;
  readonly timeoutMs: number;
  readonly slowMs: number;
  /** How long the provider waits, in milliseconds. (10,000) */
  readonly deadlineMs: number;
  readonly toleranceMs: number;
  /** Every exchange so far. */
  readonly exchanges: readonly Exchange[];
  /** A genuine delivery with an id of its own. */
  genuine(said?: Partial<SignOptions>): Promise<Probe>;
  /** What this package itself answers to a probe: the verdict to compare with. */
  reference(probe: Probe): Promise<Reply>;
  /** @throws CliError `unreachable` */
  send(probe: Probe, timeoutMs?: number): Promise<Exchange>;
}

/** Makes what checks work with. */
export function createStage(options: CertifyOptions): Stage {
  const { provider, signal } = options;
  const { deadlineMs } = provider.facts;
  const waits = Math.min(Math.max(deadlineMs ?? 0, 10_000), 30_000);
  const { timeoutMs = waits, slowMs = 30_000 } = options;
  const exchanges: Exchange[] = [];
  const webhook = referenceOf(provider);
  return {
    options,
    provider,
    timeoutMs,
    slowMs,
    deadlineMs: deadlineMs ?? 10_000,
    toleranceMs: 1000 * (provider.definition.toleranceInSeconds ?? 300),
    exchanges,
    genuine: (said = {}) => toGenuine(options, said),
    reference: ({ headers, ...probe }) => webhook.handle({ ...probe, headers: deliveryHeaders(headers) }),
    async send(probe, limitMs = timeoutMs) {
      const done = await exchange(probe, { timeoutMs: limitMs, signal });
      exchanges.push(done);
      return done;
    },
  };
}

function referenceOf(provider: Provider): Webhook {
  return createWebhook(provider, {
    on: { '*': () => {} },
    store: false,
    onDelivery: false,
    maxBodyBytes: 2 ** 30,
    maxBufferedBytes: 2 ** 31,
  } as object) as Webhook;
}

/** Everything is signed with an id of its own: an endpoint answers a duplicate without looking. */
async function toGenuine(options: CertifyOptions, more: Partial<SignOptions>): Promise<Probe> {
  const { provider, url, secrets, type, payload } = options;
  const { definition, publicUrl = url } = provider;
  const said = {
    secret: secrets[0],
    url: publicUrl,
    ...(type !== undefined && { type }),
    ...(payload !== undefined && more.body === undefined && { payload: withFreshId(payload, definition.id) }),
    ...more,
  };
  const { method, headers, body, url: written } = await sign(provider, said);
  // Where the proof stands in the query, the query goes to the endpoint.
  const target = written === publicUrl ? url : new URL(new URL(written).search, url).href;
  return { method, url: target, headers: headers.entries(), body };
}
