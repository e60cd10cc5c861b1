import type { Reply } from '@hooklatch/core';
import { endToEndHeaders } from '@hooklatch/relay/server';
import type { Kysely } from 'kysely';
import type { Database } from '../database/schema.ts';
import type { KeptEvent } from './event-record.ts';
import { problem } from './problem.ts';

/** Header names and values, in order. */
export type HeaderPairs = readonly (readonly [name: string, value: string])[];

/** What a destination has answered, as it is handed on. */
export interface ForwardedReply {
  readonly status: number;
  readonly pairs: HeaderPairs;
  readonly body: Uint8Array;
}

/** In bytes: more of an answer is not kept, so that a whole one cannot be handed on. */
const mostKept = 65_536;

/**
 * Looks for what a destination has answered to an event.
 *
 * @param db - of the gateway
 * @param kept - the event; of a duplicate the first one's answer counts, where it was delivered, or one that came since
 * @returns the answer; `nobody` where no connection takes the event, undefined where nobody has answered yet
 */
export async function findAnswer(
  db: Kysely<Database>,
  kept: KeptEvent,
): Promise<ForwardedReply | Reply | 'nobody' | undefined> {
  const { id, duplicateOf } = kept;
  const attempts = await db
    .selectFrom('attempts')
    .innerJoin('forwards', 'forwards.id', 'attempts.forward_id')
    .select(['attempts.status', 'attempts.response_headers', 'attempts.response_body', 'attempts.started_at'])
    .select('forwards.state')
    .where('forwards.event', '=', duplicateOf ?? id)
    .orderBy('attempts.id')
    .execute();
  if (duplicateOf === undefined) {
    if (attempts[0]) return toReply(attempts[0]);
    return (await isForNobody(db, id)) ? 'nobody' : undefined;
  }
  const received = await db
    .selectFrom('events')
    .select('received_at')
    .where('id', '=', id)
    .executeTakeFirst();
  const since = received?.received_at ?? 0;
  const found =
    attempts.findLast(({ state, status }) => state === 'delivered' && isSuccess(status)) ??
    attempts.find(({ started_at: started }) => started >= since);
  if (found) return toReply(found);
  return attempts.length === 0 && (await isForNobody(db, duplicateOf)) ? 'nobody' : undefined;
}

interface Attempt {
  readonly status: number | null;
  readonly response_headers: string | null;
  readonly response_body: Uint8Array | null;
}

function toReply({
  status,
  response_headers: headers,
  response_body: kept,
}: Attempt): ForwardedReply | Reply {
  if (status === null || status < 200 || status > 599)
    return problem(502, 'forward_failed', { 'retry-after': '30' });
  const all = JSON.parse(headers ?? '[]') as HeaderPairs;
  const body = kept ?? new Uint8Array();
  const declared = Number(all.find(([name]) => name.toLowerCase() === 'content-length')?.[1] ?? Number.NaN);
  // An answer that was cut is no answer.
  if (declared > body.length || (Number.isNaN(declared) && body.length >= mostKept)) {
    return problem(502, 'forward_answer_too_large');
  }
  const pairs = endToEndHeaders(all).filter(([name]) => !ofOneHop.has(name.toLowerCase()));
  return { status, pairs, body };
}

/** What an answer has for who asked, and its length, which is set anew. */
const ofOneHop: ReadonlySet<string> = new Set(['content-length', 'trailer', 'proxy-authenticate']);

const isSuccess = (status: number | null): boolean => status !== null && status >= 200 && status < 300;

async function isForNobody(db: Kysely<Database>, event: string): Promise<boolean> {
  const row = await db.selectFrom('events').select('routed').where('id', '=', event).executeTakeFirst();
  // One that is gone will not be forwarded.
  if (row?.routed === 0) return false;
  const forward = await db
    .selectFrom('forwards')
    .select('id')
    .where('event', '=', event)
    .limit(1)
    .executeTakeFirst();
  return forward === undefined;
}
