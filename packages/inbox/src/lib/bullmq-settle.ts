import {
  DelayedError,
  ErrorCode,
  UnrecoverableError,
  WaitingError,
  type BackoffStrategy,
  type Job,
  type Worker,
} from 'bullmq';
import { withoutCommand } from './bullmq-client.ts';
import type { Lease, Verdict } from './engine.ts';

/** A job that a worker has taken. */
export interface HeldJob {
  readonly job: Job;
  /** What its lock holds. */
  readonly token: string;
  readonly lease: Lease;
}

/**
 * Tells BullMQ what becomes of a job: what returns is done, what throws is tried again, or not.
 *
 * @param worker - who has it
 * @param held - the job
 * @param verdict - what is to become of it
 * @param onUnsettled - told where the lock is another's, or Redis cannot be reached
 */
export async function settleJob(
  worker: Worker,
  held: HeldJob,
  verdict: Verdict,
  onUnsettled: (error: unknown) => void,
): Promise<void> {
  const refused = (error: unknown): void => onUnsettled(toReason(error));
  reportRefusals(held.job, refused);
  switch (verdict.state) {
    case 'done':
      return;
    case 'retry':
      throw Object.assign(new Error(verdict.reason), { delayMs: verdict.delayMs });
    case 'dead':
      throw new UnrecoverableError(verdict.reason);
    case 'released':
      await release(worker, held, verdict.delayMs).catch(refused);
      throw new DelayedError();
    case 'settled':
      // The worker leaves it alone then.
      throw new WaitingError();
  }
}

/** When a job is tried again: as the error says that {@link settleJob} has thrown. */
export const backoffStrategy: BackoffStrategy = (_attempts, _type, error) =>
  Math.ceil((error as { delayMs?: number } | undefined)?.delayMs ?? 0);

/** As BullMQ gives a job back, but with the attempt that it has begun unspent, in the same step. */
async function release(worker: Worker, { job, token, lease }: HeldJob, delayMs: number): Promise<void> {
  await worker.getBackend().moveToDelayed(job.id as string, Date.now(), Math.ceil(delayMs), token, {
    skipAttempt: true,
    fieldsToUpdate: { ats: lease.attempt - 1 },
  });
}

/** The worker itself settles a job with these, and tells nobody which one was refused. */
function reportRefusals(job: Job, refused: (error: unknown) => void): void {
  for (const name of ['moveToCompleted', 'moveToFailed'] as const) {
    const settle = job[name].bind(job) as (...given: unknown[]) => Promise<void>;
    job[name] = (...given: unknown[]) => settle(...given).catch(refused);
  }
}

const lost: readonly unknown[] = [
  ErrorCode.JobNotExist,
  ErrorCode.JobLockNotExist,
  ErrorCode.JobNotInState,
  ErrorCode.JobLockMismatch,
];

function toReason(error: unknown): unknown {
  return lost.includes((error as { code?: unknown }).code)
    ? new Error('The lease had ended.')
    : withoutCommand(error);
}
