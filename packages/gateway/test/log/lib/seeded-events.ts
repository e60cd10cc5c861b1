import type { EventQuery } from '../../../src/lib/log/event-query.ts';
import { seedTime, type Seed } from './log-stage.ts';

/** Numbers from 0 to 1 that follow from a seed. */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const pick = <Value>(random: () => number, values: readonly Value[]): Value =>
  values[Math.floor(random() * values.length)] as Value;

const words = ['apple', 'banana', 'straße', 'δέλτα', 'cherry'];

/** An event as a model knows it. */
export interface SeededEvent extends Seed {
  readonly endpoint_id: string;
  readonly provider: string;
  readonly type: string | null;
  readonly outcome: 'verified' | 'duplicate' | 'rejected';
  readonly code: string | null;
  readonly received_at: number;
  readonly amount: number;
  readonly words: readonly string[];
}

/** Some event. */
export function toSeededEvent(random: () => number, number: number): SeededEvent {
  const outcome = pick(random, ['verified', 'verified', 'duplicate', 'rejected'] as const);
  const amount = Math.floor(random() * 10);
  const has = words.filter(() => random() < 0.3);
  return {
    endpoint_id: pick(random, ['end_1', 'end_1', 'end_1', 'end_2', 'end_3']),
    provider: pick(random, ['stripe', 'stripe', 'github']),
    type:
      outcome === 'rejected'
        ? null
        : pick(random, ['invoice.paid', 'invoice.failed', 'user.created', 'push']),
    outcome,
    code: outcome === 'rejected' ? pick(random, ['signature_mismatch', 'timestamp_stale']) : null,
    // The clock is set now and then.
    received_at: seedTime + number * 1000 + Math.floor((random() - 0.5) * 60_000),
    amount,
    words: has,
    body: JSON.stringify({ amount, text: has.join(' ') }),
  };
}

/** What is asked of each filter, one of which is found nowhere. */
export const asked: { readonly [Name in keyof Required<EventQuery>]: readonly Required<EventQuery>[Name][] } =
  {
    endpoint: ['end_1', 'end_3', 'end_none'],
    provider: ['stripe', 'github', 'paddle'],
    type: ['invoice.paid', 'invoice.*', '*', 'none.*', '*.created'],
    outcome: ['verified', 'rejected', 'handshake'],
    code: ['signature_mismatch', 'none'],
    from: [seedTime + 100_000, seedTime - 1e9, seedTime + 1e9],
    to: [seedTime + 120_000, seedTime - 1e9, seedTime + 1e9],
    q: ['apple', 'Apple banana', 'STRASSE', 'ΔΕΛΤΑ', 'straße', 'none'],
    filter: ['body.amount>=5', 'type=invoice.* body.amount<3', 'body.amount=99'],
  };

/** Whether an event is looked for, in plain JavaScript. */
export function isAsked(event: SeededEvent, query: EventQuery): boolean {
  const { endpoint, provider, type, outcome, code, from, to, q, filter } = query;
  return (
    (endpoint === undefined || event.endpoint_id === endpoint) &&
    (provider === undefined || event.provider === provider) &&
    (type === undefined || (event.type !== null && toPattern(type).test(event.type))) &&
    (outcome === undefined || event.outcome === outcome) &&
    (code === undefined || event.code === code) &&
    (from === undefined || event.received_at >= from) &&
    (to === undefined || event.received_at < to) &&
    (q === undefined ||
      q.split(' ').every((word) => event.words.includes(spelled[word] ?? word.toLowerCase()))) &&
    (filter === undefined || filters[filter]?.(event) === true)
  );
}

const spelled: Readonly<Record<string, string>> = { ΔΕΛΤΑ: 'δέλτα', STRASSE: 'straße' };

const filters: Readonly<Record<string, (event: SeededEvent) => boolean>> = {
  'body.amount>=5': ({ amount }) => amount >= 5,
  'type=invoice.* body.amount<3': ({ type, amount }) =>
    type !== null && type.startsWith('invoice.') && amount < 3,
  'body.amount=99': () => false,
};

function toPattern(glob: string): RegExp {
  return new RegExp(`^${glob.replaceAll('.', String.raw`\.`).replaceAll('*', '.*')}$`);
}
