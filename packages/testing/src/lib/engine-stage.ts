import type { HandlerContext, WebhookEvent } from '@hooklatch/core';
import type { AttemptReport, Inbox, InboxRow, InboxWorker, WorkOptions } from '@hooklatch/core/store';
import { deliverTo, standard, type Answer, type Sent } from './engine-delivery.ts';
import type { EngineTransactions, EngineUnderTest } from './engine-fact.ts';

/** A handler that has begun. */
export interface Start {
  readonly event: WebhookEvent;
  readonly context: HandlerContext;
  /** How many had begun before, of this work. */
  readonly index: number;
  /** When, in milliseconds of this process. */
  readonly at: number;
}

/** How messages are worked on. */
export interface WorkSetup extends WorkOptions {
  /** Each gets a worker. (the first inbox) */
  readonly inboxes?: readonly Inbox[];
  /** What the row has beside its handlers. (`provider`: Standard Webhooks) */
  readonly row?: Partial<InboxRow>;
}

/** Workers, and what they have done. */
export interface Work {
  readonly starts: Start[];
  readonly reports: AttemptReport[];
  readonly workers: readonly InboxWorker[];
  /** Resolves when what they had is settled. */
  close(options?: { readonly graceMs?: number }): Promise<void>;
}

/** What a fact is shown on. */
export interface EngineStage {
  readonly inbox: Inbox;
  readonly other: Inbox;
  /** How many milliseconds a unit has: what lasts a unit more or less is told apart. */
  readonly unit: number;
  /** Undefined where the engine has no transactions. */
  readonly transactions: EngineTransactions | undefined;
  /** Ends the lease of every message. */
  readonly endLeases: (() => Promise<void>) | undefined;
  /** Takes a signed delivery to an endpoint that keeps it in the first inbox, or in another. */
  send(sent?: Sent, inbox?: Inbox): Promise<Answer>;
  /** Works, with one handler for every type; what fails is tried again at once. */
  work(act?: (start: Start) => unknown, setup?: WorkSetup): Promise<Work>;
  /** How long a condition is waited for, in milliseconds. */
  readonly patience: number;
  /** Waits for a condition. @throws Error where it takes too long */
  until(what: string, condition: () => boolean | Promise<boolean>): Promise<void>;
  /** Lets time pass, counted in units. */
  rest(units: number): Promise<void>;
}

/** What tells stages apart. */
export interface StageOptions<Tx> {
  readonly unitMs: number;
  readonly patienceMs: number;
  readonly transactions: EngineTransactions<Tx> | undefined;
}

/** Something to wait for until it is opened. */
export interface Gate {
  readonly opened: Promise<void>;
  open(): void;
}

/** Makes a gate, which is closed. */
export function toGate(): Gate {
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

/** Makes what a fact is shown on. */
export function toStage<Tx>(
  opened: EngineUnderTest<Tx>,
  { unitMs, patienceMs, transactions }: StageOptions<Tx>,
): EngineStage {
  const sleep = (milliseconds: number): Promise<void> =>
    new Promise((resolve) => void setTimeout(resolve, milliseconds));
  const stage: EngineStage = {
    inbox: opened.inbox as Inbox,
    other: opened.other as Inbox,
    unit: unitMs,
    patience: patienceMs,
    // Facts hand a transaction of the engine to `write` and do nothing else with it.
    transactions: transactions as EngineTransactions | undefined,
    endLeases: opened.endLeases && (async () => opened.endLeases?.()),
    send: (sent, to = stage.inbox) => deliverTo(to, sent),
    work: (act, setup) => work(act, { inboxes: [stage.inbox], ...setup }),
    async until(what, condition) {
      const end = performance.now() + patienceMs;
      while (!(await condition())) {
        if (performance.now() > end) throw new Error(`waited in vain until ${what}`);
        await sleep(10);
      }
    },
    rest: (units) => sleep(units * unitMs),
  };
  return stage;
}

/** Tried again at once, and soon no more. */
const quick = { attempts: 3, baseMs: 0, jitter: 0 } as const;

async function work(
  act: (start: Start) => unknown = () => {},
  { inboxes = [], row, ...options }: WorkSetup,
): Promise<Work> {
  const starts: Start[] = [];
  const reports: AttemptReport[] = [];
  const handler = (event: WebhookEvent, context: HandlerContext): unknown => {
    const start = { event, context, index: starts.length, at: performance.now() };
    starts.push(start);
    return act(start);
  };
  const rows = [{ provider: standard, on: { '*': handler }, ...row }] as const;
  const whole = { retry: quick, onAttempt: (report: AttemptReport) => void reports.push(report), ...options };
  const workers = await Promise.all(inboxes.map((inbox) => inbox.work(rows, whole)));
  return {
    starts,
    reports,
    workers,
    async close(given) {
      await Promise.all(workers.map((worker) => worker.close(given)));
    },
  };
}
