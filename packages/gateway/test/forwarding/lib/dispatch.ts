import { startDispatcher, type DispatcherOptions } from '../../../src/lib/forwarding/start-dispatcher.ts';
import type { Stage } from './stage.ts';

/** Dispatchers that end with the test (one); delays are moved by nothing. */
export function dispatch({ context }: Stage, options: DispatcherOptions = {}, count = 1): AsyncDisposable {
  const parts = Array.from({ length: count }, () =>
    startDispatcher(context, { pollMs: 20, random: () => 0.5, ...options }),
  );
  return {
    async [Symbol.asyncDispose]() {
      await Promise.all(parts.map((part) => part.stop(2000)));
    },
  };
}

/** Where the forwards stand, the oldest first. */
export const statesOf = async (stage: Stage): Promise<readonly string[]> =>
  (await stage.forwards()).map(({ state }) => state);

/** Lets what is at work go on, where nothing else can be waited for: for facts that something does not happen. */
export const aWhile = (milliseconds = 60): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));
