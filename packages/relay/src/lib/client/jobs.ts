import type { RelayAnswer, RelayedDelivery } from './relayed-delivery.ts';
import { writeFrame } from '../protocol/frame.ts';
import type { ServerMessage } from '../protocol/message.ts';
import type { Window } from './window.ts';

/** What a job's end sends, once or more often. */
type Send = (message: Uint8Array) => void;

/** Options of {@link createJobs}. */
export interface JobsOptions {
  /** Of deliveries that are taken, and of answers that are sent, at once. */
  readonly window: Window;
  onDelivery(delivery: RelayedDelivery): Promise<RelayAnswer | undefined>;
  readonly timeoutMs: number;
}

/** The deliveries that a client has, over all its connections. */
export interface Jobs {
  /** Runs a delivery that it does not have yet, and answers again what it has answered. */
  take(delivery: Extract<ServerMessage, { type: 'delivery' }>): void;
  /** The relay has the answer, or needs none. */
  forget(id: string): void;
  /** Where answers go from now on; those that the relay may not have go again. */
  connect(send: Send, maxBodyBytes: number): void;
  /** Answers wait from now on. */
  disconnect(): void;
  held(): readonly string[];
}

/** An answer; nothing while the application works. */
interface Job {
  answer?: Uint8Array;
}

const tooLarge: RelayAnswer = { status: 502, headers: [], body: new Uint8Array() };

/**
 * Makes what runs deliveries.
 *
 * @param options - what takes them
 * @returns no job yet
 */
export function createJobs({ onDelivery, timeoutMs, window }: JobsOptions): Jobs {
  const jobs = new Map<string, Job>();
  /** Answers that went over this connection, and have not been settled. */
  const underWay = new Set<string>();
  let send: Send | undefined;
  let maxBodyBytes = 0;

  const run = async (delivery: RelayedDelivery): Promise<RelayAnswer | undefined> => {
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<undefined>((resolve) => {
      timer = setTimeout(resolve, timeoutMs, undefined);
    });
    try {
      return await Promise.race([onDelivery(delivery), timeout]);
    } catch {
      return undefined;
    } finally {
      clearTimeout(timer);
    }
  };
  const pump = (): void => {
    for (const [id, { answer }] of jobs) {
      if (!send || underWay.size >= window.size()) return;
      if (!answer || underWay.has(id)) continue;
      underWay.add(id);
      send(answer);
    }
  };
  const end = (id: string, job: Job, answer: RelayAnswer | undefined): void => {
    if (jobs.get(id) !== job) return;
    const message = answer && toMessage(id, answer, maxBodyBytes);
    if (message) {
      job.answer = message;
      return pump();
    }
    jobs.delete(id);
    send?.(writeFrame({ type: 'release', id }));
  };
  return {
    take({ id, method, target, headers, body, deadlineMs }) {
      if (jobs.has(id)) {
        underWay.delete(id);
        return pump();
      }
      const job: Job = {};
      jobs.set(id, job);
      void run({ id, method, target, headers, body, deadlineMs }).then((answer) => end(id, job, answer));
    },
    forget(id) {
      jobs.delete(id);
      underWay.delete(id);
      pump();
    },
    connect(to, most) {
      send = to;
      maxBodyBytes = most;
      pump();
    },
    disconnect() {
      send = undefined;
      underWay.clear();
    },
    held: () => [...jobs.keys()],
  };
}

/** An answer that cannot be sent is none. */
function toMessage(id: string, given: RelayAnswer, maxBodyBytes: number): Uint8Array | undefined {
  const { status, headers, body } = given.body.length > maxBodyBytes ? tooLarge : given;
  if (!Number.isInteger(status) || status < 200 || status > 599) return undefined;
  try {
    return writeFrame({ type: 'answer', id, status, headers }, body);
  } catch {
    return undefined;
  }
}
