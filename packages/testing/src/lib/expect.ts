import { deepEqual, equal, match } from 'node:assert/strict';
import type { ContractAnswer } from '../contract.ts';
import type { WireAnswer } from './wire.ts';

/** A refusal says its code, and nothing else. */
export function isRefused(answer: WireAnswer, status: number, code: string): void {
  deepEqual({ status: answer.status, body: answer.body }, { status, body: JSON.stringify({ status, code }) });
  match(answer.headers['content-type'] ?? '', /^application\/problem\+json/);
}

/** The event has reached its handler or route. */
export function isHandled(answer: WireAnswer): ContractAnswer {
  equal(answer.status, 200, answer.body);
  return JSON.parse(answer.body) as ContractAnswer;
}

/** The delivery is accepted, and nothing was run for it. */
export function isPassedOver(answer: WireAnswer): void {
  deepEqual({ status: answer.status, body: answer.body }, { status: 200, body: '' });
}
