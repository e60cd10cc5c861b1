import { engineNames, type EngineName } from './config.ts';
import type { ChaosPayload } from './plan.ts';

/** A point at which one process is killed, and what is to come of the event that it had. */
export interface CrashRow {
  readonly fact: string;
  readonly kills: 'receiver' | 'worker';
  /** The failpoints of each engine; at each of them one process is killed. */
  readonly at: Partial<Record<EngineName, readonly string[]>>;
  readonly payload?: ChaosPayload;
  /** Whether the effect is written without the engine's transaction. (false, but true on Redis) */
  readonly isPlain?: boolean;
  /** What the sender was told of a receiver that is killed, without repetitions. (`0 200`) */
  readonly answers?: string;
  /** What that one's inbox said of its deliveries, each possibility. (`stored`) */
  readonly kept?: readonly string[];
  /** The attempts that were begun, each possibility. (`1`) */
  readonly starts?: readonly string[];
  /** How often it had an effect, at most. (1) */
  readonly effects?: number;
  /** Whether it ends in the dead letters. (false) */
  readonly isDead?: boolean;
}

/** The same failpoints for every engine: they are not in its client. */
const everywhere = (...names: string[]): CrashRow['at'] =>
  Object.fromEntries(engineNames.map((engine) => [engine, names]));

const failsTwice: ChaosPayload = { deeds: ['fail', 'fail', 'succeed'] };
const givesUp: ChaosPayload = { deeds: ['give up'] };
const takesLong: ChaosPayload = { deeds: ['succeed'], takesMs: 700 };

const receiverRows: readonly Omit<CrashRow, 'kills'>[] = [
  { fact: 'C01 before the body is read: it is sent again', at: everywhere('before-body') },
  {
    fact: 'C02 before the inbox is asked: no mark keeps the next delivery out',
    at: everywhere('before-keep'),
  },
  {
    fact: 'C03 inside the insert: nothing of it stays',
    at: { sqlite: ['amid-put', 'in-put'], postgres: ['before-put'], redis: ['before-put', 'torn-put'] },
  },
  {
    fact: 'C03 while the insert is on its way: the whole of it stays, or nothing',
    at: { postgres: ['sent-put'], redis: ['sent-put', 'before-mark', 'sent-mark'] },
    kept: ['stored', 'duplicate'],
  },
  {
    fact: 'C04 after the insert: the next delivery is a duplicate',
    at: { sqlite: ['committed-put'], postgres: ['after-put'], redis: ['after-mark'] },
    kept: ['duplicate'],
  },
  {
    fact: 'C04 before the answer: the next delivery is a duplicate',
    at: everywhere('after-keep'),
    kept: ['stored duplicate'],
  },
  { fact: 'C05 after the answer: the event is there', at: everywhere('after-answer'), answers: '200' },
];

const takenRows: readonly Omit<CrashRow, 'kills'>[] = [
  {
    fact: 'C06 before a message is taken: it is taken once more, as the first attempt',
    at: {
      sqlite: ['amid-claim', 'in-claim'],
      postgres: ['before-claim', 'after-claim', 'in-claim'],
      redis: ['before-claim'],
    },
  },
  {
    fact: 'C06 while a message is taken: the attempt counts, or was not made',
    at: { postgres: ['sent-claim', 'commit-claim'], redis: ['sent-claim'] },
    starts: ['1', '2'],
  },
  {
    fact: 'C06 after a message is taken: the attempt counts',
    at: { sqlite: ['committed-claim'], postgres: ['committed-claim'], redis: ['after-claim'] },
    starts: ['2'],
  },
  {
    fact: 'C06 before the handler: the attempt counts',
    at: everywhere('before-handler'),
    starts: ['2'],
  },
  { fact: 'C07 inside the handler: it is begun once more', at: everywhere('in-handler'), starts: ['1 2'] },
  {
    fact: 'C15 while the lease is renewed: it ends, and the message is handled',
    at: {
      sqlite: ['in-extend', 'committed-extend'],
      postgres: ['before-extend', 'sent-extend', 'after-extend'],
      redis: ['before-extend', 'sent-extend', 'after-extend'],
    },
    payload: takesLong,
    starts: ['1 2'],
  },
];

const doneRows: readonly Omit<CrashRow, 'kills'>[] = [
  {
    fact: 'C08 after the effect, in a transaction: it stays one',
    at: { sqlite: ['after-effect'], postgres: ['after-effect'] },
    starts: ['1 2'],
  },
  {
    fact: 'C08 after the effect, without a transaction: the second start is told that it is one',
    at: everywhere('after-effect'),
    isPlain: true,
    starts: ['1 2'],
    effects: 2,
  },
  {
    fact: 'C09 inside the transaction that ends the message: nothing of it stays',
    at: { sqlite: ['amid-done', 'in-done'], postgres: ['before-done', 'sent-done', 'after-done', 'in-done'] },
    starts: ['1 2'],
  },
  {
    fact: 'C09 while the transaction is committed: the whole of it stays, or nothing',
    at: { postgres: ['commit-done'] },
    starts: ['1', '1 2'],
  },
  {
    fact: 'C09 before the message is ended, without a transaction: it is begun once more',
    at: { sqlite: ['amid-done', 'in-done'], postgres: ['before-done'], redis: ['before-done', 'torn-done'] },
    isPlain: true,
    starts: ['1 2'],
    effects: 2,
  },
  {
    fact: 'C09 while the message is ended, without a transaction: it is ended, or begun once more',
    at: { postgres: ['sent-done'], redis: ['sent-done'] },
    isPlain: true,
    starts: ['1', '1 2'],
    effects: 2,
  },
  {
    fact: 'C10 after the transaction: no further start',
    at: { sqlite: ['committed-done'], postgres: ['committed-done'] },
  },
  {
    fact: 'C10 after the message is ended: no further start',
    at: { sqlite: ['committed-done'], postgres: ['after-done'], redis: ['after-done'] },
    isPlain: true,
  },
];

const failedRows: readonly Omit<CrashRow, 'kills'>[] = [
  {
    fact: 'C11 after a failure: the next attempt comes, and has the next number',
    at: everywhere('after-failing'),
    payload: failsTwice,
    starts: ['1 2 3'],
  },
  {
    fact: 'C11 while the retry is written: the next attempt comes, and has the next number',
    at: {
      sqlite: ['amid-retry', 'in-retry', 'committed-retry'],
      postgres: ['before-fail', 'sent-fail', 'after-fail', 'after-update', 'commit-fail', 'committed-fail'],
      redis: ['before-retry', 'torn-retry', 'sent-retry', 'after-retry'],
    },
    payload: failsTwice,
    starts: ['1 2 3'],
  },
  {
    fact: 'C12 before it is among the dead letters: it is in the inbox, and then dead',
    at: {
      sqlite: ['amid-dead', 'in-dead'],
      postgres: ['before-fail', 'sent-fail', 'after-fail', 'after-update', 'in-fail'],
      redis: ['before-dead', 'torn-dead'],
    },
    payload: givesUp,
    starts: ['1 2'],
    isDead: true,
  },
  {
    fact: 'C12 while it becomes a dead letter: it is in one of the two',
    at: { postgres: ['commit-fail'], redis: ['sent-dead'] },
    payload: givesUp,
    starts: ['1', '1 2'],
    isDead: true,
  },
  {
    fact: 'C12 after it has become a dead letter: it is nowhere else',
    at: { sqlite: ['committed-dead'], postgres: ['committed-fail'], redis: ['after-dead'] },
    payload: givesUp,
    isDead: true,
  },
];

/** Every point of which one event and one kill tell all. */
export const crashRows: readonly CrashRow[] = [
  ...receiverRows.map((row) => ({ ...row, kills: 'receiver' as const })),
  ...[...takenRows, ...doneRows, ...failedRows].map((row) => ({ ...row, kills: 'worker' as const })),
];
