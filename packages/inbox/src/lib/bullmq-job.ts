import type { DeadMessage, InboxMessage } from '@hooklatch/core/store';
import type { BulkJobOptions } from 'bullmq';
import { readMessageJson, writeMessageJson, type MessageJson } from './message-json.ts';

/** What a job has beside its message; BullMQ keeps options that it does not know. */
export interface JobOptions extends BulkJobOptions {
  /** Of the call that put it: tells a message that was stored from a duplicate. */
  readonly mark: string;
  /** What is listed of a message, so that nobody has to read its body for that. */
  readonly message: Pick<MessageJson, 'endpoint' | 'provider' | 'eventId' | 'type' | 'receivedAt'>;
}

/** A message as a job. */
export interface MessageJob {
  readonly name: string;
  readonly data: MessageJson;
  readonly opts: JobOptions;
}

/** Whoever runs the message says when there is an attempt too many. */
const manyAttempts = 1_000_000_000;

/**
 * Writes a message as a job; BullMQ adds none whose id it has.
 *
 * @param message - any
 * @param mark - a text of whoever adds it
 */
export function toJob(message: InboxMessage, mark: string): MessageJob {
  const data = writeMessageJson(message);
  const { id, endpoint, provider, eventId, type, receivedAt } = data;
  return {
    name: message.type,
    data,
    opts: {
      jobId: id,
      attempts: manyAttempts,
      backoff: { type: 'verdict' },
      stackTraceLimit: 0,
      mark,
      message: { endpoint, provider, ...(eventId !== undefined && { eventId }), type, receivedAt },
    },
  };
}

/** The fields of a job's hash that say what a dead message is. */
export const deadFields = ['opts', 'name', 'timestamp', 'finishedOn', 'ats', 'failedReason'] as const;

/** What is dead; of a job that somebody else has added that is little. */
export function readDead(id: string, fields: readonly (string | null)[]): DeadMessage {
  const [opts, name, timestamp, diedAt, attempts, reason] = fields;
  return {
    id,
    ...(readSummary(opts) ?? { endpoint: '', provider: '', type: name ?? '', receivedAt: Number(timestamp) }),
    diedAt: Number(diedAt),
    attempts: Number(attempts),
    reason: reason ?? '',
  };
}

type Summary = Pick<DeadMessage, 'endpoint' | 'provider' | 'type' | 'eventId' | 'receivedAt'>;

function readSummary(opts: string | null | undefined): Summary | undefined {
  const { message } = JSON.parse(opts ?? '{}') as Partial<JobOptions>;
  if (!message) return undefined;
  const rest = {
    id: '',
    key: '',
    method: '',
    url: '',
    headers: [],
    body: '',
    proof: { scheme: 0, secretIndex: 0 },
  };
  const { endpoint, provider, type, eventId, receivedAt } = readMessageJson({ ...rest, ...message });
  return { endpoint, provider, type, eventId, receivedAt };
}
