import type { Inbox, InboxMessage, InboxRow, WorkOptions } from '@hooklatch/core/store';
import type { EngineWork, Lease, Verdict } from '../src/lib/engine.ts';
import type { Break } from './record-engine.ts';

/** Changes what is kept. */
export const puts = (change: (message: InboxMessage) => Partial<InboxMessage>): Break => ({
  messages: ({ put }) => ({ put: (all) => put(all.map((one) => ({ ...one, ...change(one) }))) }),
});

/** Changes what the door says. */
export const answers = (
  change: (kept: 'stored' | 'duplicate', message: InboxMessage) => 'stored' | 'duplicate',
): Break => ({
  messages: ({ put }) => ({
    put: (all) => put(all).map((kept, at) => change(kept, all[at] as InboxMessage)),
  }),
});

/** Changes what a worker is asked for. */
export const works = (change: (work: EngineWork) => Partial<EngineWork>): Break => ({
  engine: ({ work }) => ({ work: (given) => work({ ...given, ...change(given) }) }),
});

/** Changes what a worker is handed. */
export const leases = (change: (lease: Lease) => Partial<Lease>): Break =>
  works(({ run }) => ({ run: (lease) => run({ ...lease, ...change(lease) }) }));

/** Changes the message that a worker is handed. */
export const messages = (change: (message: InboxMessage) => Partial<InboxMessage>): Break =>
  leases(({ message }) => ({ message: { ...message, ...change(message) } }));

/** Changes what becomes of a message after an attempt. */
export const verdicts = (change: (verdict: Verdict, lease: Lease) => Verdict | Promise<Verdict>): Break =>
  works(({ run }) => ({ run: async (lease) => change(await run(lease), lease) }));

/** Changes a verdict of one kind. */
export const verdict = <State extends Verdict['state']>(
  state: State,
  change: (verdict: Verdict & { readonly state: State }, lease: Lease) => Verdict,
): Break =>
  verdicts((given, lease) =>
    given.state === state ? change(given as Verdict & { readonly state: State }, lease) : given,
  );

/** Changes how an inbox is told to work. */
export const settings = (
  change: (rows: readonly InboxRow[], options: WorkOptions) => readonly [readonly InboxRow[], WorkOptions],
): Break => ({
  inbox: ({ work }: Inbox) =>
    ({
      work: (rows: never, options: WorkOptions = {}) => work(...(change(rows, options) as never as [never])),
    }) as Partial<Inbox>,
});

/** Changes each handler: what it is given, and what comes of it. */
export const handlers = (change: (run: () => Promise<unknown>) => unknown): Break =>
  settings((rows, options) => {
    const wrapped = rows.map((row) => ({
      ...row,
      on: Object.fromEntries(
        Object.entries(row.on).map(([type, handler]) => [
          type,
          (event: never, context: never) => change(async () => handler(event, context)),
        ]),
      ),
    }));
    return [wrapped as unknown as readonly InboxRow[], options];
  });

/** Both breaks; the second's functions count where both have one. */
export const both = (first: Break, second: Break): Break => ({ ...first, ...second });
