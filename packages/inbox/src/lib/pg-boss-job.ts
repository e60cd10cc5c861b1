import type { InboxMessage } from '@hooklatch/core/store';
import type { Lease } from './engine.ts';
import { readMessageJson, writeMessageJson } from './message-json.ts';
import type { PgBossJob } from './pg-boss-client.ts';

/**
 * What an inbox keeps beside a message. pg-boss never counts down how often it has handed out a job, and so that number
 * names an attempt; what is to be subtracted from it stands here.
 */
interface Life {
  /** How often the job was handed out before this life, or was given back unspent in it. */
  readonly unspent: number;
  readonly replay: number;
  /** Of the life that has ended; there is one only where the message is dead. */
  readonly attempts?: number;
}

/** A message that was fetched. */
export interface PgBossLease extends Lease {
  readonly job: PgBossJob;
  readonly losing: AbortController;
  /** When the lease began to last anew, in milliseconds of this process. */
  touchedAt: number;
  /** Ends a transaction that is still open. */
  abandon?: ((error: Error) => void) | undefined;
  /** Whether a transaction was begun. */
  isBegun?: boolean;
}

/** A message as a job: its id is the message's, so that pg-boss's primary key knows a duplicate. */
export function writeJob(message: InboxMessage): { id: string; data: object } {
  return { id: message.id, data: writeMessageJson(message) };
}

/** The life that a job is in. */
export function lifeOf(data: unknown): Life {
  const { unspent = 0, replay = 0, attempts } = (data as { life?: Partial<Life> } | null)?.life ?? {};
  return { unspent, replay, ...(attempts !== undefined && { attempts }) };
}

/** A job's data with another life; undefined where it is none of ours. */
export function withLife(data: unknown, life: Life): object | undefined {
  return typeof data === 'object' && data !== null && !Array.isArray(data) ? { ...data, life } : undefined;
}

/** Which attempt of its life a job is in. */
export function attemptOf({ data, retryCount }: Pick<PgBossJob, 'data' | 'retryCount'>): number {
  return Math.max(1, retryCount + 1 - lifeOf(data).unspent);
}

/**
 * A job as a lease.
 *
 * @throws TypeError where it is no message
 */
export function readJob(job: PgBossJob): PgBossLease {
  const losing = new AbortController();
  return {
    message: readMessageJson(job.data),
    attempt: attemptOf(job),
    replay: lifeOf(job.data).replay,
    job,
    losing,
    lost: losing.signal,
    touchedAt: performance.now(),
  };
}

/** A reason as jsonb takes it: without NUL, and without halves of surrogate pairs. */
export function toOutput(reason: string): { reason: string } {
  return { reason: reason.replaceAll(/[\0\p{Cs}]/gu, '\uFFFD') };
}
