import { setTimeout as sleep } from 'node:timers/promises';
import { failed, passed, skipped, type Check, type CheckGroup, type Finding } from '../check.ts';
import { jsonText, signBody, withField } from '../bodies.ts';
import { seconds } from '../explain-answer.ts';
import { told } from '../judge.ts';
import type { Exchange, Probe } from '../probe.ts';
import type { Made } from '../row.ts';
import type { Stage } from '../stage.ts';

const mebibyte = 1_048_576;

const limitSize =
  'Count the bytes while they are read and stop with 413 at a limit a little above what the provider sends; a declared length can be refused before.';

/** Twice what the provider may send, and far more than the buffers on the way can hold. */
function oversize({ provider }: Stage): number {
  const { largestBodyBytes = 0 } = provider.facts;
  return Math.max(32 * mebibyte, 2 * Math.max(largestBodyBytes, provider.definition.maxBodyBytes ?? 0));
}

/** Genuine, so that nothing but its size speaks against it. */
async function oversized(stage: Stage): Promise<Made> {
  const genuine = await stage.genuine();
  const padding = 'a'.repeat(oversize(stage));
  const text = jsonText(genuine);
  const large =
    text === undefined
      ? `${Buffer.from(genuine.body).toString()}&padding=${padding}`
      : withField(text, `"padding":"${padding}"`);
  const made = await signBody(stage, genuine, large);
  return typeof made === 'string' ? { ...genuine, body: Buffer.from(large) } : made;
}

function judgeSize(exchange: Exchange): Finding {
  const { status = 0, error, isSent, probe } = exchange;
  const size = `${Math.round(probe.body.length / mebibyte)} MiB`;
  if (error === 'timeout')
    return failed(`There is no answer to ${size}: ${told(exchange)}.`, limitSize, exchange);
  if (error === 'closed') return passed(`${told(exchange)}, with ${size} not wanted`, exchange);
  if (status === 413 || (!isSent && status >= 400 && status < 500)) return passed(told(exchange), exchange);
  if (status < 400)
    return failed(`A body of ${size} is taken whole: ${told(exchange)}.`, limitSize, exchange);
  return failed(
    `A body of ${size} is read to its end, and then refused: ${told(exchange)}.`,
    limitSize,
    exchange,
  );
}

const sizes: readonly Check[] = (['declared', 'chunked'] as const).map((kind) => ({
  name: `oversized-${kind}`,
  title:
    kind === 'declared'
      ? 'a body far beyond what the provider sends is refused'
      : 'a body without a declared length is refused when it is too large',
  async run(stage) {
    const made = await oversized(stage);
    if (typeof made === 'string') return skipped(made);
    if (made.method === 'GET') return skipped('This provider sends no bodies.');
    return judgeSize(await stage.send(kind === 'chunked' ? { ...made, chunkBytes: 65_536 } : made));
  },
}));

/** A body whose bytes come one by one, for ever. */
async function slow(stage: Stage): Promise<Finding> {
  const genuine = await stage.genuine();
  if (genuine.method === 'GET') return skipped('This provider sends no bodies.');
  const pauseMs = Math.min(1000, stage.slowMs / 8);
  const body = new Uint8Array(Math.ceil((4 * stage.slowMs) / pauseMs)).fill(0x20);
  const exchange = await stage.send({ ...genuine, body, pauseMs }, stage.slowMs);
  const { error, status = 0 } = exchange;
  if (error === 'closed' || (status >= 400 && status < 500)) return passed(told(exchange), exchange);
  const advice =
    'Give the whole body a time, some 10 seconds, and answer 408: a limit on idle time alone is met by a byte now and then.';
  if (error === 'timeout') {
    return failed(
      `A sender of a byte in ${seconds(pauseMs)} still holds the connection after ${seconds(stage.slowMs)}.`,
      advice,
      exchange,
    );
  }
  return failed(`A slow sender is answered before it has sent all: ${told(exchange)}.`, advice, exchange);
}

/** A sender that leaves in the middle, and a genuine delivery after it. */
async function aborted(stage: Stage): Promise<Finding> {
  const genuine = await stage.genuine();
  const longer = ['content-length', String(genuine.body.length + 100)] as const;
  const probe: Probe = { ...genuine, headers: [...genuine.headers, longer] };
  await stage.send(probe, 300);
  await sleep(50);
  const exchange = await stage.send(await stage.genuine());
  const { error, status = 0 } = exchange;
  if (!error && status < 300) return passed(told(exchange), exchange);
  return failed(
    `After a sender that went away, a genuine delivery is not accepted: ${told(exchange)}.`,
    'Catch the error of a request that ends early: one of them has taken the process, or its only worker, along.',
    exchange,
  );
}

/** What a body may cost. */
export const limits: CheckGroup = {
  name: 'limits',
  title: 'limits of size and time',
  checks: [
    ...sizes,
    { name: 'aborted', title: 'a sender that goes away in the middle harms nobody else', run: aborted },
    { name: 'slow-body', title: 'a body that comes byte by byte is given up', run: slow },
  ],
};
