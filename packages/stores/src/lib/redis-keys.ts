import type { StoreClaim, Watermarks, WebhookStore } from '@hooklatch/core/store';
import type { RunScript } from './redis-run-script.ts';
import {
  claimScript,
  completeScript,
  extendScript,
  raiseScript,
  readScript,
  releaseScript,
} from './redis-scripts.ts';
import { within } from './redis-within.ts';
import { toStoredKey } from './sql-key.ts';

/** Of every store in Redis. */
export interface RedisKeyOptions {
  /** Before every key, so that several applications can share a database. (`hooklatch:`) */
  readonly prefix?: string | undefined;
  /** After which a call rejects, in milliseconds. (2,000) */
  readonly timeoutMs?: number | undefined;
}

/** What is left of the options where defaults stand in. */
export interface RedisKeySettings {
  readonly prefix: string;
  readonly timeoutMs: number;
}

/** Puts defaults in. */
export function toSettings({ prefix = 'hooklatch:', timeoutMs = 2000 }: RedisKeyOptions): RedisKeySettings {
  return { prefix, timeoutMs };
}

/** A store in Redis. */
export interface RedisKeys extends WebhookStore {
  readonly watermarks: Watermarks;
}

function toClaim(answer: unknown, token: string): StoreClaim {
  const [state, count] = (answer as readonly unknown[]).map(Number);
  if (state === 0) return { state: 'done' };
  if (state === 1) return { state: 'busy', retryAfterMs: count as number };
  return { state: 'claimed', token, attempt: count as number };
}

/** Redis takes whole milliseconds, at least one. */
const whole = (milliseconds: number): string => String(Math.max(1, Math.ceil(milliseconds)));

/**
 * Makes a store of what runs scripts.
 *
 * @param run - runs a script over one key
 * @param settings - prefix and timeout
 * @param prepare - done before each claim, within the same time
 * @returns the store
 */
export function createRedisKeys(
  run: RunScript,
  { prefix, timeoutMs }: RedisKeySettings,
  prepare: (key: string, signal: AbortSignal) => Promise<void> = async () => {},
): RedisKeys {
  const toName = async (kind: 'event' | 'watermark', key: string): Promise<string> =>
    `${prefix}${kind}:${await toStoredKey(key)}`;
  const ask = (script: string, name: Promise<string>, ...args: string[]): Promise<unknown> =>
    within(timeoutMs, async (signal) => run(script, await name, args, signal));
  const settle = async (script: string, key: string, token: string, lastsMs = 0): Promise<boolean> =>
    Number(await ask(script, toName('event', key), token, whole(lastsMs))) === 1;
  const release = (key: string, token: string): Promise<boolean> => settle(releaseScript, key, token);
  const take = async (key: string, leaseMs: number, signal: AbortSignal): Promise<StoreClaim> => {
    const name = await toName('event', key);
    await prepare(name, signal);
    signal.throwIfAborted();
    const token = crypto.randomUUID();
    try {
      return toClaim(await run(claimScript, name, [token, whole(leaseMs)], signal), token);
    } finally {
      // Nobody waits for it any longer, and it may have been taken: the next delivery is to find the key free.
      if (signal.aborted) release(key, token).catch(() => {});
    }
  };
  return {
    claim: (key, leaseMs) => within(timeoutMs, (signal) => take(key, leaseMs, signal)),
    extend: (key, token, leaseMs) => settle(extendScript, key, token, leaseMs),
    complete: (key, token, retentionMs) => settle(completeScript, key, token, retentionMs),
    release,
    watermarks: {
      async read(key) {
        const version = await ask(readScript, toName('watermark', key));
        return version === null ? undefined : Number(version);
      },
      async raise(key, version, retentionMs) {
        await ask(raiseScript, toName('watermark', key), String(version), whole(retentionMs));
      },
    },
  };
}
