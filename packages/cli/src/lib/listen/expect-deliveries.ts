import type { Io } from '../io.ts';
import { exitCode, type ExitCode } from '../exit-code.ts';
import type { Listener } from './listener.ts';

/** What is waited for. */
export interface Expectation {
  /** How many deliveries. */
  readonly count: number;
  readonly timeoutMs: number;
}

/**
 * Waits for deliveries that are genuine, as far as that is known, and taken.
 *
 * @returns yes where all of them were; no where one was not and is not tried again, or too few came in time
 */
export function expectDeliveries(
  listener: Listener,
  { stderr, signal }: Pick<Io, 'stderr' | 'signal'>,
  { count, timeoutMs }: Expectation,
): Promise<ExitCode> {
  // By id; whether it was taken.
  const seen = new Map<string, boolean>();
  const taken = (): number => [...seen.values()].filter(Boolean).length;
  return new Promise((resolve) => {
    const end = (code: ExitCode, text?: string): void => {
      stop();
      clearTimeout(timer);
      signal.removeEventListener('abort', interrupt);
      if (text !== undefined) stderr.write(`${text}\n`);
      resolve(code);
    };
    const interrupt = (): void => end(exitCode.interrupted);
    const look = (): void => {
      if (taken() >= count) end(exitCode.ok);
      else if (seen.size >= count && listener.state().waiting === 0) {
        end(
          exitCode.no,
          `${taken()} of ${seen.size} deliveries were genuine and taken; ${count} were expected.`,
        );
      }
    };
    const stop = listener.onChange((change) => {
      if (change.kind === 'answered') {
        const { status } = change.answer;
        const isGood = change.capture.verdict.outcome !== 'refused' && status !== undefined && status < 300;
        seen.set(change.capture.id, (seen.get(change.capture.id) ?? false) || isGood);
      }
      // After this turn: what is tried again is put into the queue after its answer was told.
      if (change.kind !== 'notice') setImmediate(look);
    });
    const timer = setTimeout(() => {
      end(
        exitCode.no,
        `${seen.size} of ${count} deliveries came within ${timeoutMs / 1000} s, and ${taken()} were taken.`,
      );
    }, timeoutMs);
    if (signal.aborted) interrupt();
    else signal.addEventListener('abort', interrupt);
  });
}
