import type { Answer, Capture } from '../captures/capture.ts';
import type { CaptureStore } from '../captures/store.ts';
import type { Changes } from './changes.ts';
import type { Passed } from './listener.ts';

/** Who answered where nothing is forwarded. */
export const listenerItself = 'hooklatch';

/** Keeps answers, and tells of them. */
export interface AnswerKeeper {
  keep(capture: Capture, answer: Answer): Promise<Answer>;
  /** The same for who does not wait: what was received is in the file already. */
  keepLater(capture: Capture, answer: Answer): void;
  /** What the listener answered by itself. */
  keepOwn(capture: Capture, reply: Passed): void;
}

/** @param captures - where they are kept */
export function answerKeeper(captures: CaptureStore, changes: Changes): AnswerKeeper {
  const keep = async (capture: Capture, answer: Answer): Promise<Answer> => {
    const kept = (await captures.answer(capture.id, answer)) ?? answer;
    changes.answered(capture, kept);
    return kept;
  };
  const keepLater = (capture: Capture, answer: Answer): void => {
    keep(capture, answer).catch((error: unknown) => changes.notice((error as Error).message));
  };
  return {
    keep,
    keepLater,
    keepOwn(capture, reply) {
      const { receivedAt } = capture;
      const milliseconds = Math.max(0, Date.now() - receivedAt);
      keepLater(capture, { attempt: 1, at: receivedAt, milliseconds, to: listenerItself, ...reply });
    },
  };
}

/** What the sender gets where the application gave no answer. */
export function toPassed({ status, headers, body, error }: Answer): Passed {
  if (status !== undefined) return { status, headers: headers ?? [], body: body ?? new Uint8Array() };
  const text = `hooklatch: the application did not answer (${error ?? 'no answer'}).`;
  const head = [['Content-Type', 'text/plain; charset=utf-8']] as const;
  return { status: error === 'timeout' ? 504 : 502, headers: head, body: Buffer.from(text) };
}
