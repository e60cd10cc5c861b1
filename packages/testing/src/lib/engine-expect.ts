import type { AttemptOutcome, AttemptReport } from '@hooklatch/core/store';
import type { EngineStage, Work } from './engine-stage.ts';
import { holds, same } from './store-expect.ts';

/** As texts, in order. */
export function sorted(values: readonly unknown[]): string[] {
  return values.map(String).toSorted();
}

/** Throws, as a handler may. */
export function fail(): never {
  throw new Error('away');
}

/** What became of each attempt, in order. */
export function outcomesOf({ reports }: Work): AttemptOutcome[] {
  return reports.map(({ outcome }) => outcome);
}

/** Waits for an attempt that ended so. */
export async function untilOutcome(
  stage: EngineStage,
  { reports }: Work,
  outcome: AttemptOutcome,
): Promise<AttemptReport> {
  const find = (): AttemptReport | undefined => reports.find((report) => report.outcome === outcome);
  await stage.until(`an attempt ended as ${outcome}`, () => find() !== undefined);
  return find() as AttemptReport;
}

/** Waits until a message is dead. */
export function untilDead(stage: EngineStage, work: Work): Promise<AttemptReport> {
  return untilOutcome(stage, work, 'dead');
}

/** Waits until a message is handled, and shows that its handler does not start again. */
export async function handledOnce(stage: EngineStage, work: Work): Promise<void> {
  await untilOutcome(stage, work, 'handled');
  await stage.rest(2);
  same(work.starts.length, 1, 'handler starts');
}

/** Shows that something is refused as the programmer's mistake. */
export async function isTypeError(promise: Promise<unknown>, text: RegExp): Promise<void> {
  const thrown: unknown = await promise.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(thrown instanceof TypeError)) throw new Error(`expected a TypeError, found ${String(thrown)}`);
  holds(text.test(thrown.message), `the TypeError says: ${thrown.message}`);
}

/** Ends leases until another worker has the message. @throws Error where `open` gives no way to */
export async function passOn(stage: EngineStage, isTaken: () => boolean): Promise<void> {
  const { endLeases } = stage;
  if (!endLeases) throw new Error('open() gives no endLeases: add it, or leave out fencing with its reason');
  await stage.until('the other worker has the message', async () => {
    await endLeases();
    // Who has taken it and has not begun yet is given time: his own lease would be ended.
    for (let turn = 0; turn < 12 && !isTaken(); turn += 1) {
      // oxlint-disable-next-line no-await-in-loop
      await stage.rest(0.5);
    }
    return isTaken();
  });
}
