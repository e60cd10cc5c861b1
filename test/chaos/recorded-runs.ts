import type { ChaosResult } from './describe-result.ts';
import type { Deed } from './plan.ts';

/** What is left of a run: the lines about some events. */
export interface RecordedRun {
  readonly fact: string;
  /** What the handler of each event was to do. */
  readonly plans: Readonly<Record<string, readonly Deed[]>>;
  /** A log's name, the event, and of handlers the attempt and perhaps a note; several are parted by `; `. */
  readonly lines: readonly string[];
  /** (undefined: there are no transactions) */
  readonly effects?: readonly string[];
  readonly dead?: readonly string[];
  readonly faults?: Partial<ChaosResult>;
  /** What the checker says. */
  readonly problems: readonly string[];
}

const kill = { kills: 1 };

/** Runs as they should be. */
const soundRuns: readonly RecordedRun[] = [
  {
    fact: 'handled, after a failure, dead, and begun again after a kill',
    plans: { a: ['succeed'], b: ['fail', 'succeed'], c: ['give up'], d: ['succeed'] },
    lines: [
      'acks a; starts a 1; ends a 1',
      'acks b; starts b 1; fails b 1 fail; starts b 2; ends b 2',
      'acks c; acks c; starts c 1; fails c 1 give up',
      'acks d; starts d 1; starts d 2; ends d 2',
    ],
    effects: ['a', 'b', 'd'],
    dead: ['c'],
    faults: kill,
    problems: [],
  },
  {
    fact: 'killed before the end was written down',
    plans: { a: ['succeed'] },
    lines: ['acks a', 'starts a 1'],
    effects: ['a'],
    faults: kill,
    problems: [],
  },
  {
    fact: 'a crash of the server costs each worker a start',
    plans: { a: ['succeed'], b: ['succeed'] },
    lines: [
      'acks a',
      'acks b',
      'starts a 1',
      'starts b 1',
      'starts a 2',
      'starts b 2',
      'ends a 2',
      'ends b 2',
    ],
    effects: ['a', 'b'],
    faults: { serverKills: 1, workers: 2 },
    problems: [],
  },
];

/** What was seen of inboxes that had been broken for it. */
const brokenRuns: readonly RecordedRun[] = [
  {
    fact: 'an inbox that acknowledges before it has stored, on SQLite',
    plans: { evt_7_260: ['succeed'] },
    lines: ['acks evt_7_260'],
    effects: [],
    faults: kill,
    problems: ['answered 2xx and lost: 1 (evt_7_260)'],
  },
  {
    fact: 'an inbox that remembers an event before it has stored it, on SQLite',
    plans: { evt_7_490: ['succeed'] },
    lines: ['acks evt_7_490'],
    effects: [],
    faults: kill,
    problems: ['answered 2xx and lost: 1 (evt_7_490)'],
  },
  {
    fact: 'an effect that is written outside of the transaction, on SQLite',
    plans: { evt_7_55: ['succeed'] },
    lines: [
      'kept evt_7_55',
      'starts evt_7_55 1',
      'starts evt_7_55 2',
      'starts evt_7_55 3',
      'acks evt_7_55',
      'ends evt_7_55 3',
    ],
    effects: ['evt_7_55', 'evt_7_55'],
    faults: kill,
    problems: ['effects written twice: 1 (evt_7_55)', '2 extra starts for 1 kills, 0 freezes and 0 crashes'],
  },
  {
    fact: 'a worker that settles what another has, on SQLite',
    plans: { evt_368: ['succeed'] },
    lines: [
      'kept evt_368; starts evt_368 1; starts evt_368 2; starts evt_368 3; acks evt_368',
      'ends evt_368 2; ends evt_368 1; ends evt_368 3',
    ],
    effects: ['evt_368', 'evt_368', 'evt_368'],
    faults: { freezes: 2 },
    problems: ['effects written twice: 1 (evt_368)'],
  },
  {
    fact: 'attempts that are counted when they fail, on SQLite',
    plans: { evt_7_9: ['succeed'] },
    lines: ['kept evt_7_9', 'starts evt_7_9 1', 'starts evt_7_9 1', 'acks evt_7_9', 'ends evt_7_9 1'],
    effects: ['evt_7_9'],
    faults: kill,
    problems: ['starts with an attempt number that another start had: 1 (evt_7_9)'],
  },
  {
    fact: 'a Redis that has not written to disk when it crashes',
    plans: { evt_46: ['give up'], evt_512: ['succeed'] },
    lines: [
      'kept evt_46; starts evt_46 1; fails evt_46 1 give up; acks evt_46',
      'kept evt_512; kept evt_512; starts evt_512 1; starts evt_512 1; acks evt_512; acks evt_512',
      'ends evt_512 1; ends evt_512 1',
    ],
    faults: { serverKills: 1, workers: 3 },
    problems: [
      'answered 2xx and lost: 1 (evt_46)',
      'starts with an attempt number that another start had: 1 (evt_512)',
    ],
  },
];

/** What has not been seen. */
const conceivableRuns: readonly RecordedRun[] = [
  {
    fact: 'an event that nobody acknowledges',
    plans: { a: ['succeed'], b: ['succeed'] },
    lines: ['acks a', 'starts a 1', 'ends a 1'],
    effects: ['a'],
    problems: ['never acknowledged: 1 (b)'],
  },
  {
    fact: 'an effect that was committed and is gone',
    plans: { a: ['succeed'] },
    lines: ['acks a', 'starts a 1', 'ends a 1'],
    effects: [],
    faults: { serverKills: 1, workers: 1 },
    problems: ['answered 2xx and lost: 1 (a)', 'effects committed and gone: 1 (a)'],
  },
  {
    fact: 'a start that no kill explains',
    plans: { a: ['succeed'] },
    lines: ['acks a', 'starts a 1', 'starts a 2', 'ends a 2'],
    effects: ['a'],
    problems: ['1 extra starts for 0 kills, 0 freezes and 0 crashes'],
  },
  {
    fact: 'more starts than workers can have lost',
    plans: { a: ['succeed'] },
    lines: ['acks a', 'starts a 1', 'starts a 2', 'starts a 3', 'ends a 3'],
    effects: ['a'],
    faults: { serverKills: 1, workers: 1 },
    problems: ['2 extra starts for 0 kills, 0 freezes and 1 crashes'],
  },
  {
    fact: 'dead without a reason, dead twice, handled although it was to be dead, and both',
    plans: { a: ['succeed'], b: ['give up'], c: ['give up'], d: ['give up', 'succeed'] },
    lines: ['acks a', 'acks b', 'acks c', 'acks d', 'starts a 1', 'starts b 1', 'starts c 1', 'starts d 1'],
    effects: ['c', 'd'],
    dead: ['a', 'b', 'b', 'd'],
    problems: ['ended otherwise than they were to: 4 (a, c, d, b)'],
  },
  {
    fact: 'a genuine delivery that was refused for good, a process that ended by itself, and what did not come to rest',
    plans: { a: ['succeed'] },
    lines: ['acks a', 'refused a 400', 'starts a 1', 'ends a 1'],
    effects: ['a'],
    faults: { crashes: ['worker 1'], halves: ['x is in [wait, active]'], leased: 1, waiting: 2 },
    problems: [
      'genuine deliveries refused: 1 (a 400)',
      'processes that ended by themselves: 1 (worker 1)',
      'half done: 1 (x is in [wait, active])',
      'still leased: 1',
      'still waiting: 2',
    ],
  },
];

export const recordedRuns: readonly RecordedRun[] = [...soundRuns, ...brokenRuns, ...conceivableRuns];
