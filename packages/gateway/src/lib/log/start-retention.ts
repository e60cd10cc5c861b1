import type { GatewayContext, Part } from '../context.ts';
import { closeReader } from './open-reader.ts';
import { runRetention } from './run-retention.ts';

const everyMs = 60_000;

/**
 * Removes what is past its time or beyond the log's size, once a minute and when the settings are changed.
 *
 * @param context - of the gateway
 */
export function startRetention(context: GatewayContext): Part {
  const over = new AbortController();
  let wake = (): void => {};
  let isChanged = false;
  const unlisten = context.bus.listen((happening) => {
    if (happening.kind !== 'configured' || happening.what !== 'settings') return;
    isChanged = true;
    wake();
  });
  const rest = (): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, isChanged ? 0 : everyMs);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const loop = async (): Promise<void> => {
    while (!over.signal.aborted) {
      isChanged = false;
      try {
        // oxlint-disable-next-line no-await-in-loop
        const removed = await runRetention(context, over.signal);
        if (removed > 0) context.log.info({ removed }, 'events past their time were removed');
      } catch (error) {
        context.log.error({ err: error }, 'events past their time could not be removed');
      }
      // oxlint-disable-next-line no-await-in-loop
      if (!over.signal.aborted) await rest();
    }
  };
  const ended = loop();
  return {
    async stop() {
      over.abort();
      unlisten();
      wake();
      await ended;
      await closeReader(context);
    },
  };
}
