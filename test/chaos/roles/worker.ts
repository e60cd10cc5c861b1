// Handles what is in the inbox. Prints `ready`.
import { GiveUp } from '@hooklatch/inbox';
import { standardWebhooks } from '@hooklatch/providers/standard-webhooks';
import { readConfig } from '../config.ts';
import { endWithParent } from '../end-with-parent.ts';
import { openEngine } from '../engines.ts';
import { failpoints } from '../failpoint.ts';
import { writeLog, type LogLine } from '../logs.ts';
import { deedOf, type ChaosPayload } from '../plan.ts';

endWithParent();
const config = readConfig();
const { dir, transactional, handlerMs, leaseMs, timeoutMs, attempts, retryMs, concurrency } = config;
const points = failpoints(dir);
const { inbox, writeEffect, close } = await openEngine(config, points);

/** Does what the event is to do, short of its effect. */
async function undergo(payload: ChaosPayload, line: LogLine, signal: AbortSignal): Promise<void> {
  const { takesMs = handlerMs } = payload;
  if (takesMs > 0) await new Promise((resolve) => setTimeout(resolve, takesMs));
  points.reach('in-handler');
  const deed = deedOf(payload, line.attempt ?? 1);
  if (deed === 'succeed') return;
  if (deed === 'exit') process.exit(1);
  if (deed === 'hang') {
    signal.addEventListener('abort', () => writeLog(dir, 'fails', { ...line, note: 'told to end' }));
    await new Promise(() => {});
  }
  writeLog(dir, 'fails', { ...line, note: deed });
  points.reach('after-failing');
  throw deed === 'fail' ? new Error('as planned') : new GiveUp('as planned');
}

await inbox.work(
  [
    {
      provider: standardWebhooks(),
      name: 'chaos',
      on: {
        async '*'(event, { attempt, signal, withTransaction }) {
          const line = { id: event.id as string, attempt };
          points.reach('before-handler');
          writeLog(dir, 'starts', line);
          const { data } = event.payload as { readonly data: ChaosPayload };
          await undergo(data, line, signal);
          if (transactional) {
            await withTransaction((tx) => {
              const written = writeEffect(tx, line.id);
              if (!(written instanceof Promise)) return points.reach('after-effect');
              return written.then(() => points.reach('after-effect'));
            });
            writeLog(dir, 'ends', line);
          } else {
            writeLog(dir, 'ends', line);
            points.reach('after-effect');
          }
        },
      },
    },
  ],
  {
    concurrency,
    leaseMs,
    timeoutMs,
    retry: { attempts, baseMs: retryMs, factor: 1.5, maxMs: 1000 },
    onAttempt({ outcome, eventId = '', attempt }) {
      if (outcome === 'lost') writeLog(dir, 'lost', { id: eventId, attempt });
    },
  },
);
process.once('SIGTERM', () => void close().then(() => process.exit(0)));
// Whoever reads it may send the signal at once.
console.log('ready');
