import { startReceiver, type Answer, type Received } from '../../forwarding/lib/receiver.ts';

/** Something that came, and when, by `performance.now()`. */
export interface Entry {
  readonly id: string;
  readonly at: number;
}

/** A server that writes down what comes, by its stable id. */
export interface Ledger extends AsyncDisposable {
  readonly url: string;
  readonly entries: Entry[];
}

/** Starts a server that answers 200 a moment after it has written down what came. */
export async function startLedger(idOf: (received: Received) => string | undefined): Promise<Ledger> {
  const entries: Entry[] = [];
  const answer: Answer = (response, received) => {
    entries.push({ id: idOf(received) ?? '', at: performance.now() });
    setTimeout(() => response.end(), 5);
  };
  const receiver = await startReceiver(answer);
  return { url: receiver.url, entries, [Symbol.asyncDispose]: () => receiver[Symbol.asyncDispose]() };
}

/** What came more often than once: each repetition with the time since which it may have been repeated. */
export function repeatsOf(
  entries: readonly Entry[],
): readonly { readonly since: number; readonly at: number }[] {
  const last = new Map<string, number>();
  return entries.flatMap(({ id, at }) => {
    const since = last.get(id);
    last.set(id, at);
    return since === undefined ? [] : [{ since, at }];
  });
}
