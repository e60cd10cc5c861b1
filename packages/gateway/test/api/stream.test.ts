import { get, type IncomingMessage } from 'node:http';
import { expect, test, vi } from 'vitest';
import { createBus } from '../../src/lib/bus.ts';
import { openStream } from '../../src/lib/api/live-stream.ts';
import { openStage, type Stage } from '../access/open-stage.ts';

/** A stream as a browser reads it. */
interface Read {
  readonly response: IncomingMessage;
  text(): string;
  readonly ended: Promise<void>;
}

const read = (stage: Stage, cookie: string): Promise<Read> =>
  new Promise((resolve, reject) => {
    const sent = get(`${stage.url}/api/v1/stream`, { headers: { cookie }, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      const ended = new Promise<void>((end) => response.on('close', () => end()));
      resolve({ response, text: () => text, ended });
    });
    sent.on('error', reject);
  });

test('what happens is told as it happens, and what wakes workers is not', async () => {
  await using stage = await openStage();
  const stream = await read(stage, await stage.setUp());
  expect(stream.response.headers).toMatchObject({
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
  });
  const { bus } = stage.context;
  bus.tell({ kind: 'stored', events: ['evt_1'] });
  bus.tell({ kind: 'forward_due' });
  bus.tell({ kind: 'stored', events: ['evt_2'] });
  bus.tell({ kind: 'configured', what: 'endpoint' });
  await vi.waitFor(() => expect(stream.text()).toContain('configured'));
  expect(stream.text()).toBe(
    'retry: 2000\n\ndata: {"kind":"stored","events":["evt_1","evt_2"]}\n\ndata: {"kind":"configured","what":"endpoint"}\n\n',
  );
});

test('a stream ends when who looks logs out', async () => {
  await using stage = await openStage();
  const cookie = await stage.setUp();
  const stream = await read(stage, cookie);
  const other = await read(stage, await stage.signIn('viewer'));
  await stage.ask('/session', { method: 'DELETE', cookie });
  await stream.ended;
  expect(other.response.closed).toBe(false);
});

test('a stream ends when who looks is disabled', async () => {
  await using stage = await openStage();
  const owner = await stage.setUp();
  const stream = await read(stage, await stage.signIn('viewer'));
  const { json } = await stage.ask('/users', { cookie: owner });
  const [, viewer] = json['items'] as readonly { id: string }[];
  await stage.ask(`/users/${viewer?.id}`, { method: 'PATCH', cookie: owner, body: { isDisabled: true } });
  await stream.ended;
  expect(stream.text()).toContain('retry');
});

test('a stop ends every stream', async () => {
  const stage = await openStage();
  const stream = await read(stage, await stage.setUp());
  const started = Date.now();
  await stage[Symbol.asyncDispose]();
  await stream.ended;
  expect(Date.now() - started).toBeLessThan(900);
});

test('nobody who is not signed in hears anything', async () => {
  await using stage = await openStage();
  expect((await read(stage, 'none=1')).response.statusCode).toBe(401);
});

const decode = (value: Uint8Array | undefined): string => new TextDecoder().decode(value);

test('it says that it is open, and asks whether it may be', async () => {
  let isKnown = true;
  const onEnd = vi.fn<() => void>();
  const { body } = openStream(createBus(), { isKnown: () => Promise.resolve(isKnown), onEnd, beatMs: 20 });
  const reader = body.getReader();
  expect(decode((await reader.read()).value)).toBe('retry: 2000\n\n');
  expect(decode((await reader.read()).value)).toBe(': still here\n\n');
  isKnown = false;
  await vi.waitFor(() => expect(onEnd).toHaveBeenCalledOnce());
});

test('who does not read is let go, and no memory is kept for him', async () => {
  const bus = createBus();
  const onEnd = vi.fn<() => void>();
  const { body } = openStream(bus, { isKnown: () => Promise.resolve(true), onEnd });
  const what = 'x'.repeat(100_000);
  for (let at = 0; at < 3; at += 1) bus.tell({ kind: 'configured', what: `${what}${at}` });
  await vi.waitFor(() => expect(onEnd).toHaveBeenCalledOnce());
  await body.cancel();
});

test('of a flood of events a message names the newest 500', async () => {
  const bus = createBus();
  const { body, end } = openStream(bus, { isKnown: () => Promise.resolve(true), onEnd: () => {} });
  for (let at = 0; at < 5000; at += 1) bus.tell({ kind: 'stored', events: [`evt_${at}`] });
  const reader = body.getReader();
  await reader.read();
  const told = JSON.parse(decode((await reader.read()).value).slice('data: '.length)) as { events: string[] };
  expect([told.events.length, told.events.at(-1)]).toEqual([500, 'evt_4999']);
  end();
});
