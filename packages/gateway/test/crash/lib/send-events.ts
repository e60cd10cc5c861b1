import { github } from '@hooklatch/providers/github';
import { deliver, sign } from '@hooklatch/testing';

/** Of the endpoint. */
export const secret = 'a shared secret that is long enough';

/** A provider at work. */
export interface Sender {
  /** Ids of events that were answered 2xx. */
  readonly acknowledged: Set<string>;
  /** Sends nothing new; resolves when everything was acknowledged. */
  stop(): Promise<void>;
}

/** Every so many events one is of a rare type. */
const rareEvery = 8;
const patienceMs = 5000;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Sends events until it is stopped, each until it is acknowledged, as providers do.
 *
 * @param urls - of the endpoint, at each process in turn
 * @param pauseMs - between two events
 */
export function sendEvents(urls: readonly string[], pauseMs: number): Sender {
  const acknowledged = new Set<string>();
  const over = new AbortController();
  const send = async (number: number): Promise<void> => {
    const id = `event-${number}`;
    const type = number % rareEvery === 0 ? 'rare' : 'push';
    for (let attempt = number; ; attempt += 1) {
      const url = urls[attempt % urls.length] ?? '';
      const signed = await sign(github(), { secret, url, id, type, payload: { number } });
      const late = pause(patienceMs).then(() => undefined);
      const answer = await Promise.race([deliver(url, signed).catch(() => undefined), late]);
      if (answer && answer.status < 300) return void acknowledged.add(id);
      if (answer && answer.status < 500) throw new Error(`A genuine delivery was answered ${answer.status}.`);
      await pause(50);
    }
  };
  const run = async (): Promise<void> => {
    const sending: Promise<void>[] = [];
    for (let number = 1; !over.signal.aborted; number += 1) {
      sending.push(send(number));
      await pause(pauseMs);
    }
    await Promise.all(sending);
  };
  const done = run();
  done.catch(() => {});
  return {
    acknowledged,
    stop() {
      over.abort();
      return done;
    },
  };
}
