import type { SqsInboxOptions } from '../sqs.ts';
import type { EngineWork, EngineWorker } from './engine.ts';
import { toSeconds } from './hosted-inbox.ts';
import { withBody } from './hosted-lease.ts';
import type { Pause } from './hosted-pause.ts';
import { pullWork } from './pull-work.ts';
import { createSqsLeases, type SqsLease, type SqsLeaseParts } from './sqs-lease.ts';

/** What working needs. */
export interface SqsWorkParts extends SqsLeaseParts, Pick<SqsInboxOptions, 'waitSeconds'> {
  readonly pause: Pause;
  readonly work: EngineWork;
}

/** After a receipt that failed, and while the queue is paused, in milliseconds. */
const restMs = 1000;

/** Long-polls a queue. */
export function sqsWork(parts: SqsWorkParts): EngineWorker {
  const { client, queueUrl, waitSeconds = 20, pause, work, bodies } = parts;
  const stopping = new AbortController();
  const { read, extend, settle } = createSqsLeases(parts);
  const receive = async (limit: number, leaseMs: number): Promise<readonly SqsLease[]> => {
    const asked = {
      QueueUrl: queueUrl,
      MaxNumberOfMessages: Math.min(10, limit),
      // One second more than this worker counts on: the answer was on its way when it began.
      VisibilityTimeout: toSeconds(leaseMs) + 1,
      WaitTimeSeconds: waitSeconds,
      MessageSystemAttributeNames: ['ApproximateReceiveCount' as const],
    };
    const { Messages = [] } = await client.receiveMessage(asked, { abortSignal: stopping.signal });
    const receivedAt = performance.now();
    return Messages.flatMap((one) => read(one, receivedAt, leaseMs) ?? []);
  };
  const claim = async (limit: number, leaseMs: number): Promise<readonly SqsLease[]> => {
    if (await pause.isPaused()) {
      await rest(stopping.signal);
      return [];
    }
    const leases = await receive(limit, leaseMs);
    // A pause may have come while the queue was asked, for up to twenty seconds.
    if (leases.length === 0 || !(await pause.isPaused())) return leases;
    await Promise.allSettled(leases.map((lease) => settle(lease, { state: 'released', delayMs: 0 })));
    return [];
  };
  const worker = pullWork<SqsLease>(
    {
      async claim(limit, leaseMs) {
        try {
          return await claim(limit, leaseMs);
        } catch (error) {
          if (stopping.signal.aborted) return [];
          await rest(stopping.signal);
          throw error;
        }
      },
      extend,
      settle,
      lose: (lease) => lease.lose(),
      // The queue itself waits.
      pollMs: 1,
    },
    {
      ...work,
      async run(lease) {
        const whole = await withBody(lease as SqsLease, bodies, work.onUnsettled);
        return 'state' in whole ? whole : work.run(whole);
      },
    },
  );
  return {
    async stop() {
      const stopped = worker.stop();
      stopping.abort();
      await stopped;
    },
  };
}

/** Ends at once when a worker stops. */
function rest(stopping: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      stopping.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, restMs);
    stopping.addEventListener('abort', end);
    if (stopping.aborted) end();
  });
}
