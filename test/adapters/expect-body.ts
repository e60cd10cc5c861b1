import type { DeliveryReport } from '@hooklatch/core';
import type { WireAnswer } from '@hooklatch/testing';
import { expect } from 'vitest';
import type { Sent } from './delivery.ts';

/** What came of a delivery behind a parser. */
export interface Passed {
  readonly answer: WireAnswer;
  readonly reports: readonly DeliveryReport[];
  /** What the handler was given. */
  readonly bodies: readonly Uint8Array[];
}

/** The handler was given the exact bytes. */
export function expectExact({ answer, reports, bodies }: Passed, sent: Sent): void {
  expect([answer.status, reports[0]?.code]).toEqual([200, undefined]);
  expect(bodies.map((body) => Buffer.from(body))).toEqual([Buffer.from(sent.body as string)]);
}

/** The delivery was refused, and the line to change is named. */
export function expectConsumed({ answer, reports, bodies }: Passed, line: string): void {
  expect([answer.status, answer.body]).toEqual([500, '{"status":500,"code":"body_consumed"}']);
  expect(reports).toMatchObject([{ outcome: 'failed', code: 'body_consumed' }]);
  expect(reports[0]?.hint).toContain(line);
  expect(bodies).toEqual([]);
}
