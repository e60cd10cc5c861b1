import { standardWebhooks } from '@hooklatch/providers/standard-webhooks';
import { sign } from '@hooklatch/testing';
import { Agent, request } from 'node:http';
import { chaosSecret } from './config.ts';
import { writeLog } from './logs.ts';
import type { ChaosPayload } from './plan.ts';

/** A signed request. */
export interface Signed {
  /** Names and values in turn. */
  readonly headers: readonly string[];
  readonly body: Uint8Array;
}

/** Signs an event now. */
export async function signEvent(id: string, payload: ChaosPayload): Promise<Signed> {
  const { headers, body } = await sign(standardWebhooks(), {
    secret: chaosSecret,
    id,
    type: 'chaos.made',
    payload: { data: payload },
  });
  return {
    headers: [['host', 'localhost'], ...headers.entries(), ['content-length', `${body.length}`]].flat(),
    body,
  };
}

/** A provider. */
export interface Deliver {
  /** Sends an event until it is answered 2xx, or refused for good; resolves to the answers, 0 where there was none. */
  deliver(id: string, payload: ChaosPayload): Promise<readonly number[]>;
  close(): void;
}

const patienceMs = 10_000;
const pausesMs = [50, 100, 200, 400];
/** Refusals after which providers try again all the same. */
const temporary = [408, 409, 429];

/** A provider that writes down what was acknowledged. */
export function createDeliver(dir: string, port: () => number): Deliver {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  return {
    async deliver(id, payload) {
      const answers: number[] = [];
      for (;;) {
        // Signed anew each time, as providers do.
        const status = await post(agent, port(), await signEvent(id, payload));
        answers.push(status);
        if (status >= 200 && status < 300) {
          writeLog(dir, 'acks', { id });
          return answers;
        }
        if (status >= 400 && status < 500 && !temporary.includes(status)) {
          writeLog(dir, 'refused', { id, note: `${status}` });
          return answers;
        }
        const pauseMs = pausesMs[Math.min(answers.length, pausesMs.length) - 1];
        await new Promise((resolve) => setTimeout(resolve, pauseMs));
      }
    },
    close: () => agent.destroy(),
  };
}

/** @returns the status, or 0 where there was no answer */
function post(agent: Agent, port: number, { headers, body }: Signed): Promise<number> {
  return new Promise((resolve) => {
    const options = { port, host: '127.0.0.1', method: 'POST', path: '/chaos', headers: [...headers], agent };
    const sending = request(options);
    sending.setTimeout(patienceMs, () => sending.destroy());
    sending.once('error', () => resolve(0));
    sending.once('response', (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    sending.end(body);
  });
}
