import type { Reply } from '@hooklatch/core';
import type { GatewayContext } from '../context.ts';
import { createEventWakes } from './event-wakes.ts';
import type { KeptEvent } from './event-record.ts';
import { findAnswer, type ForwardedReply } from './find-answer.ts';
import { problem } from './problem.ts';

/** Waits for what destinations answer. */
export interface Answers {
  /** To be called before the event is stored, so that no answer is missed. */
  expect(event: string): {
    /**
     * Gives the destination's answer to an event that is stored.
     *
     * An event that no connection takes is answered `stored`, because nobody else will ever answer it. Where a destination
     * could not be reached that is 502, and where it has not answered in time 503 with `Retry-After`, and never a
     * success: whoever waits for a destination's answer, such as a hook that decides, must not take silence for a yes.
     * The event is stored all the same, and its forward goes on. The provider sends it again: that duplicate makes no
     * other forward, and is given the answer that the first one has got meanwhile.
     */
    answer(kept: KeptEvent, stored: Reply, timeoutMs: number): Promise<Reply | ForwardedReply>;
    stop(): void;
  };
  stop(): void;
}

/** How long to wait before the database is asked again, where another process forwards, in milliseconds. */
const pollMs = 250;
/** How long a sender is asked to wait, in seconds. */
const retryAfter = { 'retry-after': '30' };
/**
 * Makes what waits for the answers of destinations.
 *
 * @param context - of the gateway
 */
export function createAnswers(context: GatewayContext): Answers {
  const wakes = createEventWakes(context.bus);
  return {
    stop: wakes.stop,
    expect(event) {
      const rest = createRest();
      let stop = wakes.on(event, rest.wake);
      return {
        stop: () => stop(),
        async answer(kept, stored, timeoutMs) {
          const until = performance.now() + timeoutMs;
          if (kept.duplicateOf !== undefined) {
            stop();
            stop = wakes.on(kept.duplicateOf, rest.wake);
          }
          try {
            for (;;) {
              rest.begin();
              // oxlint-disable-next-line no-await-in-loop
              const found = await findAnswer(context.db, kept);
              if (found) return found === 'nobody' ? stored : note(context, kept.id, found);
              const left = until - performance.now();
              if (left <= 0) return note(context, kept.id, problem(503, 'forward_pending', retryAfter));
              // oxlint-disable-next-line no-await-in-loop
              await rest.wait(Math.min(left, pollMs));
            }
          } finally {
            stop();
          }
        },
      };
    },
  };
}

interface Rest {
  /** From here on, being woken counts. */
  begin(): void;
  wake(): void;
  /** Resolves when it is woken, or was since it began, or the time is over. */
  wait(milliseconds: number): Promise<void>;
}

function createRest(): Rest {
  let isWoken = false;
  let notify = (): void => {};
  return {
    begin() {
      isWoken = false;
    },
    wake() {
      isWoken = true;
      notify();
    },
    wait: (milliseconds) =>
      new Promise((resolve) => {
        const timer = setTimeout(resolve, milliseconds);
        notify = () => {
          clearTimeout(timer);
          resolve();
        };
        if (isWoken) notify();
      }),
  };
}

/** Lets the log say what was answered in the end. */
function note<Answered extends { readonly status: number }>(
  { db, log }: GatewayContext,
  id: string,
  answered: Answered,
): Answered {
  const update = db.updateTable('events').set({ status: answered.status }).where('id', '=', id);
  update
    .execute()
    .catch((error: unknown) => log.warn({ err: error, event: id }, 'what was answered could not be noted'));
  return answered;
}
