import { dropEndedSessions } from '../access/sessions.ts';
import { dropKeptAnswers } from '../api/replay-answer.ts';
import type { GatewayContext, Part } from '../context.ts';

const everyMs = 3_600_000;

/** Deletes, from time to time, what is of no use to anybody: sessions that have ended, answers that are kept no longer. */
export function startHousekeeping(context: GatewayContext): Part {
  const sweep = async (): Promise<void> => {
    try {
      await dropEndedSessions(context);
      await dropKeptAnswers(context);
    } catch (error) {
      context.log.warn({ err: error }, 'what has ended could not be deleted yet');
    }
  };
  let running = sweep();
  const timer = setInterval(() => {
    running = sweep();
  }, everyMs);
  return {
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}
