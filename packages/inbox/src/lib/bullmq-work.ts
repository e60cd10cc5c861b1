import { WebhookError } from '@hooklatch/core';
import { UnrecoverableError, Worker, type Job, type RedisOptions, type WorkerOptions } from 'bullmq';
import { closeClient, openClient, type RedisClient } from './bullmq-client.ts';
import { within, type QueueAddress } from './bullmq-queue.ts';
import { backoffStrategy, settleJob, type HeldJob } from './bullmq-settle.ts';
import type { EngineWork, EngineWorker, Lease, Verdict } from './engine.ts';
import { readMessageJson } from './message-json.ts';

/** What a worker is started with. */
export interface WorkSetup extends QueueAddress {
  /** How long a job stays that is done. */
  readonly retentionSeconds: number;
  readonly options: Pick<WorkerOptions, 'limiter' | 'metrics' | 'name' | 'telemetry'>;
  readonly warn: (text: string) => void;
}

/** Starts a worker of BullMQ, with connections of its own. */
export async function startBullmqWork(setup: WorkSetup, work: EngineWork): Promise<EngineWorker> {
  const { connection, queue, prefix, retentionSeconds, options, warn } = setup;
  const leaseMs = Math.ceil(work.leaseMs);
  const running = new Set<Promise<Verdict>>();
  let isStopping = false;
  const client = await openClient(connection, {
    isFailingFast: false,
    hasGivenUp: () => isStopping && running.size === 0,
  });

  const handle = async (job: Job, token: string): Promise<void> => {
    const { losing, ...held } = toHeld(job, token);
    const stopRenewing = renewLock(held, leaseMs, losing);
    const run = work.run(held.lease).finally(() => {
      stopRenewing();
      running.delete(run);
    });
    running.add(run);
    const verdict = await run;
    await settleJob(worker, held, verdict, (error) => work.onUnsettled(held.lease, error));
  };
  const worker = new Worker(queue, (job: Job, token = '') => handle(job, token), {
    ...options,
    connection: client as object as RedisOptions,
    prefix,
    concurrency: work.concurrency,
    lockDuration: leaseMs,
    // BullMQ renews by the job alone: a worker that has lost one, and taken it again, would renew neither.
    skipLockRenewal: true,
    stalledInterval: Math.ceil(Math.min(leaseMs / 2, longestCheckMs)),
    maxStalledCount: Number.MAX_SAFE_INTEGER,
    // In milliseconds: closing waits for it.
    runRetryDelay: 1000,
    removeOnComplete: { age: retentionSeconds },
    settings: { backoffStrategy },
  });
  worker.on(
    'error',
    atIntervals((error) => warn(`A worker has met an error, and goes on: ${error.message}`)),
  );
  return {
    async stop() {
      isStopping = true;
      await worker.pause(true);
      await stopWorker(worker, client, running);
      await closeClient(client);
    },
  };
}

/** So that a message is taken over within the lease and five seconds. */
const longestCheckMs = 5000;
const settleMs = 3000;
const warnMs = 60_000;

/** @throws UnrecoverableError where no further attempt would mend it */
function toHeld(job: Job, token: string): HeldJob & { readonly losing: AbortController } {
  const losing = new AbortController();
  const { replay = 0 } = Object(job.progress) as { replay?: number };
  try {
    const lease: Lease = {
      message: readMessageJson(job.data),
      attempt: job.attemptsStarted,
      replay,
      lost: losing.signal,
    };
    return { job, token, lease, losing };
  } catch {
    throw new UnrecoverableError('What Redis holds of it cannot be read.');
  }
}

function renewLock({ job, token }: HeldJob, leaseMs: number, losing: AbortController): () => void {
  let isAsking = false;
  const renew = async (): Promise<void> => {
    if (isAsking) return;
    isAsking = true;
    const isHeld = await job.extendLock(token, leaseMs).catch(() => 1);
    isAsking = false;
    if (isHeld !== 1) losing.abort(new WebhookError('lease_lost'));
  };
  const timer = setInterval(() => void renew(), leaseMs / 3);
  return () => clearInterval(timer);
}

/** Waits until everything is settled, or Redis cannot be reached for that. */
async function stopWorker(
  worker: Worker,
  client: RedisClient,
  running: ReadonlySet<Promise<unknown>>,
): Promise<void> {
  // BullMQ does not come back from closing a connection that waits to be made again.
  while (await isReconnecting(worker, client)) await sleep(50);
  const closing = worker.close();
  for (;;) {
    await Promise.allSettled(running);
    const isClosed = await within(settleMs, closing).then(
      () => true,
      () => false,
    );
    if (isClosed) return;
    if (running.size === 0) client.disconnect();
  }
}

async function isReconnecting(worker: Worker, client: RedisClient): Promise<boolean> {
  // It is there once it has been connected.
  const connected = worker.getBackend().blockingClient?.catch(() => undefined);
  const blocking = await Promise.race([connected ?? Promise.resolve(), sleep(0)]);
  return [client, blocking].some((one) => one?.status === 'reconnecting');
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** Calls at most once a minute. */
function atIntervals(act: (error: Error) => void): (error: Error) => void {
  let last = -Infinity;
  return (error) => {
    const now = performance.now();
    if (now - last < warnMs) return;
    last = now;
    act(error);
  };
}
