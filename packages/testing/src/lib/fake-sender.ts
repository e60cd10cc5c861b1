import type { Provider } from '@hooklatch/core';
import { attempt, type Attempt, type AttemptContext } from './fake-attempt.ts';
import type { FakeProviderOptions, FakeSendOptions, SentEvent } from './fake-options.ts';
import { toSchedule, type RetrySchedule } from './fake-schedule.ts';
import { signSaid, toSay, type Said } from './sign.ts';
import { isAddress } from './target.ts';
import { clockTimeline, realTimeline, type Timeline } from './timeline.ts';

/** An event and what is still to be done for it. */
export interface Kept {
  readonly said: Said;
  readonly options: FakeSendOptions;
  readonly event: { -readonly [Name in keyof SentEvent]: SentEvent[Name] } & { readonly attempts: Attempt[] };
  answersToLose: number;
  copiesLeft: number;
}

/** The sending half of a fake provider. */
export interface Sender {
  readonly schedule: RetrySchedule;
  readonly history: readonly Attempt[];
  readonly closed: AbortSignal;
  isDisabled(): boolean;
  enable(): void;
  /** Lets time wait for something. */
  follow<Result>(work: Promise<Result>): Promise<Result>;
  /** Sends every copy of an event for the first time. */
  start(kept: Kept): Promise<void>;
  /** Sends an event once more. */
  again(kept: Kept): Promise<Attempt>;
  settle(): Promise<void>;
  close(): Promise<void>;
}

/** Something that is to happen, or is to have happened, at a time. */
interface Due {
  readonly at: number;
}

interface State extends AttemptContext {
  readonly provider: Provider;
  readonly options: FakeProviderOptions;
  readonly schedule: RetrySchedule;
  readonly history: Attempt[];
  /** First attempts that are delayed, and further ones. */
  readonly timers: Set<Due & { cancel(): void }>;
  readonly running: Set<Due & { readonly work: Promise<unknown> }>;
  failedInARow: number;
}

/**
 * Makes the sending half of a fake provider.
 *
 * @param provider - any provider
 * @param options - where it sends, and how time passes
 * @returns the sender
 * @throws TypeError where a number cannot be used
 */
export function createSender(provider: Provider, options: FakeProviderOptions): Sender {
  const closing = new AbortController();
  const { facts } = provider;
  const { target, retries = facts.retries, deadlineMs = facts.deadlineMs ?? 15_000 } = options;
  const state: State = {
    provider,
    options,
    target,
    facts,
    deadlineMs,
    timeline: toTimeline(options),
    closed: closing.signal,
    schedule: toSchedule(retries),
    history: [],
    timers: new Set(),
    running: new Set(),
    failedInARow: 0,
  };
  return {
    schedule: state.schedule,
    history: state.history,
    closed: closing.signal,
    isDisabled: () => isDisabled(state),
    enable: () => void (state.failedInARow = 0),
    follow: (work) => follow(state, work),
    start: (kept) => start(state, kept),
    async again(kept) {
      const made = await follow(state, makeAttempt(state, kept, kept.event.attempts.length + 1));
      if (made.outcome === 'accepted') kept.event.state = 'delivered';
      return made;
    },
    settle: () => settle(state),
    async close() {
      closing.abort();
      for (const { cancel } of state.timers) cancel();
      state.timers.clear();
      await Promise.allSettled([...state.running].map(({ work }) => work));
    },
  };
}

function toTimeline({ clock, speed = 1, patienceMs = 5000 }: FakeProviderOptions): Timeline {
  if (clock && speed !== 1)
    throw new TypeError('`speed` is for real time: with a clock the test moves it on.');
  if (!(speed > 0)) throw new TypeError('`speed` is more than 0.');
  return clock ? clockTimeline(clock, patienceMs) : realTimeline(speed);
}

const isDisabled = ({ failedInARow, options }: State): boolean =>
  failedInARow >= (options.disablesAfter ?? Infinity);

async function start(state: State, kept: Kept): Promise<void> {
  const { copies = 1, delayMs = 0 } = kept.options;
  const all = Array.from({ length: copies }, () => 1);
  if (delayMs > 0) for (const number of all) later(state, kept, number, delayMs);
  else await Promise.all(all.map((number) => deliverCopy(state, kept, number)));
}

/** Sends a copy of an event, and sees to it that it is sent again. */
async function deliverCopy(state: State, kept: Kept, number: number): Promise<void> {
  if (isDisabled(state)) {
    kept.event.state = 'failed';
    return;
  }
  const { outcome } = await makeAttempt(state, kept, number);
  if (state.closed.aborted) return;
  if (outcome === 'accepted') {
    state.failedInARow = 0;
    kept.copiesLeft -= 1;
    if (kept.copiesLeft === 0 && kept.event.state === 'pending') kept.event.state = 'delivered';
    return;
  }
  const delayMs = state.schedule.delaysInMs[number - 1];
  if (delayMs !== undefined) return later(state, kept, number + 1, delayMs);
  kept.event.state = 'failed';
  state.failedInARow += 1;
}

function later(state: State, kept: Kept, number: number, ms: number): void {
  const timer = state.timeline.schedule(ms, () => {
    state.timers.delete(timer);
    return track(state, deliverCopy(state, kept, number));
  });
  state.timers.add(timer);
}

/** Every delivery is signed at its own time, as providers do; body and id stay. */
async function makeAttempt(state: State, kept: Kept, number: number): Promise<Attempt> {
  const { provider, options, timeline, facts } = state;
  const isRenamed = facts.keepsId === false && number > 1;
  const { id: _, ...unnamed } = kept.options;
  const said = isRenamed
    ? await toSay(provider.definition, { ...unnamed, type: kept.event.type })
    : kept.said;
  const time = timeline.now();
  const { secret, scheme } = options;
  const how = { secret, url: urlOf(state), time, ...(scheme !== undefined && { scheme }) };
  const delivery = await signSaid(provider, said, how);
  const isLost = kept.answersToLose > 0;
  if (isLost) kept.answersToLose -= 1;
  const seen = await attempt(state, delivery, isLost);
  const made: Attempt = { id: said.id, type: kept.event.type, number, time, delivery, ...seen };
  state.history.push(made);
  kept.event.attempts.push(made);
  return made;
}

function urlOf({ provider, options: { url, target } }: State): string {
  return url ?? provider.publicUrl ?? (isAddress(target) ? String(target) : 'https://example.com/webhooks');
}

/** Keeps in mind what runs, and how long at most. */
async function track<Result>(state: State, work: Promise<Result>): Promise<Result> {
  const entry = { work, at: state.timeline.now() + state.deadlineMs };
  state.running.add(entry);
  return work.finally(() => void state.running.delete(entry));
}

function follow<Result>(state: State, work: Promise<Result>): Promise<Result> {
  const tracked = track(state, work);
  state.timeline.follow(tracked);
  return tracked;
}

async function settle({ timeline, running, timers }: State): Promise<void> {
  for (;;) {
    await (timeline.isDriven
      ? timeline.reach(timeline.now())
      : Promise.allSettled([...running].map(({ work }) => work)));
    const due = [...timers, ...running].map(({ at }) => at);
    if (due.length === 0) return;
    await timeline.reach(Math.min(...due));
  }
}
