import {
  WebhookError,
  type WebhookErrorCode as DeliveryErrorCode,
  type WebhookOptions,
} from '@hooklatch/core';
import type { Incoming, Received } from '@hooklatch/core/fetch';
import type { ProviderOptions } from '@hooklatch/core/provider';
import type { EndpointConfig } from './endpoint.ts';
import { normalizePayload, normalizeResult } from './normalize.ts';
import type { NormalizeOptions } from './normalized.ts';
import { prepare, type Prepared } from './prepare.ts';
import { toFailure, toResult } from './result.ts';
import type { SignatureConfig, WebhookPlatform, WebhookVerificationResult } from './types.ts';

/** What every adapter takes. */
export interface AdapterOptions {
  platform: WebhookPlatform;
  /** (what the provider states, 300 at most) */
  toleranceInSeconds?: number | undefined;
  /** The URL that the platform was given, where it signs one. (the request's) */
  twilioBaseUrl?: string | undefined;
  /** The scheme, instead of the platform's own. */
  signatureConfig?: SignatureConfig | undefined;
  /** (false) */
  normalize?: boolean | NormalizeOptions | undefined;
  /** Gets what a handler throws, and what is yours to mend. (handlers' errors go to the console) */
  onError?: ((error: Error) => void) | undefined;
  /** Gets one record a delivery; without it a refusal is one line on the console, and `false` is silence. */
  onDelivery?: WebhookOptions['onDelivery'];
}

type Reply = Extract<Received, { reply: unknown }>['reply'];

/** A verified delivery, or the answer to one that is not. */
export type Taken =
  | { readonly reply: Reply }
  | {
      readonly result: WebhookVerificationResult<unknown>;
      settle(ok: boolean | undefined, error?: unknown): Promise<void>;
    };

/** A platform behind an adapter. */
export interface Mounted {
  readonly options: AdapterOptions;
  take(incoming: Incoming): Promise<Taken>;
}

const elsewhere = ['queue', 'alerts', 'alert'];

/**
 * Makes what an adapter takes deliveries with.
 *
 * @param options - the adapter's
 * @param secret - or how to find it at each delivery
 * @throws TypeError where an option, or a secret that is present, cannot be used
 */
export function mount(options: AdapterOptions, secret: ProviderOptions['secret']): Mounted {
  const { platform, normalize = false, onDelivery } = options;
  for (const name of elsewhere) {
    if ((options as unknown as Record<string, unknown>)[name])
      throw new TypeError(
        `${name} is no option here: see docs/migrate-from-tern.md for what takes its place.`,
      );
  }
  normalizePayload(platform, {}, normalize);
  const prepared = prepareNow(toConfig(options, secret), onDelivery);
  if (!prepared) throw new TypeError(`There is no platform ${platform}: look at its spelling.`);
  const { webhook, isToken, context } = prepared;
  return {
    options,
    async take(incoming) {
      const received = await webhook.receive(incoming);
      if ('reply' in received) return { reply: withErrorCode(received.reply, options, isToken) };
      const { event } = received;
      const result = normalizeResult(toResult(event, context), event, normalize);
      return { result, settle: received.settle };
    },
  };
}

/** A secret that is not there yet is looked for again at each delivery: a build evaluates modules without one. */
function toConfig(options: AdapterOptions, secret: ProviderOptions['secret']): EndpointConfig {
  const { platform, signatureConfig } = options;
  const hasKeys = /^fal(ai)?$/i.test(platform) || signatureConfig?.customConfig?.['jwksUrl'] !== undefined;
  const isFetched = secret === '' && hasKeys;
  return { ...options, secret: secret || isFetched ? secret : () => undefined };
}

/** @throws TypeError where the configuration cannot be used */
function prepareNow(config: EndpointConfig, onDelivery: WebhookOptions['onDelivery']): Prepared | undefined {
  try {
    return prepare(config, onDelivery);
  } catch (error) {
    throw WebhookError.is(error) ? new TypeError(error.hint, { cause: error }) : error;
  }
}

/** Adds the short code, and a sentence that anybody may read, to the problem details of a refusal. */
function withErrorCode(reply: Reply, { platform, onError }: AdapterOptions, isToken: boolean): Reply {
  if (reply.headers['content-type'] !== 'application/problem+json') return reply;
  const problem = JSON.parse(reply.body) as { status: number; code: DeliveryErrorCode };
  const refusal = new WebhookError(problem.code, 'The advice is in the log, or in the report of onDelivery.');
  if (problem.status >= 500) onError?.(refusal);
  const { error, errorCode } = toFailure(platform, refusal, isToken);
  return { ...reply, body: JSON.stringify({ ...problem, error, errorCode, platform }) };
}

/** The answer where the application's handler has thrown: what it threw stays in the process. */
export function toHandlerFailure(error: unknown, { platform, onError }: AdapterOptions): Reply {
  const thrown = error instanceof Error ? error : new Error(String(error));
  // Nobody else would say it: the sender is told nothing, and the framework sees an answer.
  // oxlint-disable-next-line no-console
  if (!onError) console.error(`[hooklatch] ${platform}: handler_failed:`, thrown);
  onError?.(thrown);
  const body = JSON.stringify({ status: 500, code: 'handler_failed', platform });
  return { status: 500, headers: { 'content-type': 'application/problem+json' }, body };
}
