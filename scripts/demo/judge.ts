// Sends a row to a server, and says what became of it.
import { send, type WireAnswer } from '@hooklatch/testing';
import { setTimeout as delay } from 'node:timers/promises';
import {
  expectedIn,
  writeSending,
  type Answer,
  type Expected,
  type Row,
  type Sending,
} from './deliveries.ts';
import type { Secrets } from './endpoints.ts';

/** A server under test: where it listens and what it prints. */
export interface Target {
  readonly name: string;
  readonly url: string;
  readonly lines: readonly string[];
  until(condition: () => boolean, milliseconds: number): Promise<boolean>;
}

/** One cell of the table. */
export interface Cell {
  readonly row: string;
  readonly framework: string;
  readonly seen: Answer;
  readonly expected: Expected;
  readonly ok: boolean;
}

export const NOT_STARTED = 'not started';

const ANSWER_MS = 15_000;
const LINE_MS = 5000;

const lineFormat = /\bwebhook \S+ (?<outcome>\S+) \S+ (?<id>\S+)\s*$/;

/** What a server has printed of an event, in order. */
function outcomesOf(lines: readonly string[], id: string): readonly string[] {
  return lines.flatMap((line) => {
    const { outcome, id: printed } = lineFormat.exec(line)?.groups ?? {};
    return outcome !== undefined && printed === id ? [outcome] : [];
  });
}

function codeOf({ body, headers }: WireAnswer): string {
  if (!headers['content-type']?.startsWith('application/problem+json')) return 'by the framework';
  const { code } = JSON.parse(body) as { code?: string };
  return code ?? 'no code';
}

async function sendBounded(url: string, { request }: Sending): Promise<WireAnswer | string> {
  const stopped = new AbortController();
  const late = delay(ANSWER_MS, 'no answer in time', { signal: stopped.signal });
  late.catch(() => {});
  try {
    return await Promise.race([send(url, request), late]);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? (error as Error).message;
  } finally {
    stopped.abort();
  }
}

/** Why a delivery was accepted: what the server printed of it, which must say that it was handled once. */
async function outcomeOf(target: Target, { id, times }: Sending): Promise<string> {
  const outcomes = (): readonly string[] => outcomesOf(target.lines, id);
  if (!(await target.until(() => outcomes().length >= times, LINE_MS))) return 'nothing printed';
  const handled = outcomes().filter((outcome) => outcome === 'handled' || outcome === 'passed').length;
  return handled > 1 ? `handled ${handled} times` : (outcomes()[times - 1] as string);
}

async function answerOf(target: Target, row: Row, sending: Sending): Promise<Answer> {
  let answer: WireAnswer | string = 'nothing sent';
  for (let count = 1; count <= sending.times; count += 1) {
    // oxlint-disable-next-line no-await-in-loop -- a replay follows an answer
    answer = await sendBounded(`${target.url}/webhooks/${row.endpoint}`, sending);
    if (typeof answer === 'string') return { status: 0, why: answer };
    if (answer.status !== 200) return { status: answer.status, why: codeOf(answer) };
  }
  return { status: 200, why: await outcomeOf(target, sending) };
}

/** Sends a row to a server. */
export async function judge(target: Target, row: Row, secrets: Secrets): Promise<Cell> {
  const seen = await answerOf(target, row, await writeSending(row, secrets));
  const expected = expectedIn(row, target.name);
  const ok = seen.status === expected.status && expected.why.includes(seen.why);
  return { row: row.name, framework: target.name, seen, expected, ok };
}

/** The cell of a server that has not started. */
export function notStarted(framework: string, row: Row): Cell {
  const seen: Answer = { status: 0, why: NOT_STARTED };
  return { row: row.name, framework, seen, expected: expectedIn(row, framework), ok: false };
}
