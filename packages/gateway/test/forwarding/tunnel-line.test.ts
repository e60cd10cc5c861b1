import type { Hello, Socket } from '@hooklatch/relay/server';
import { expect, test } from 'vitest';
import { until } from '../../../../test/servers/until.ts';
import {
  createTunnelLine,
  type TunnelDelivery,
  type TunnelLine,
} from '../../src/lib/forwarding/tunnel-line.ts';

/** A client's end, as far as the line sees it. */
interface Client {
  readonly socket: Socket;
  /** Type and id of what it was sent. */
  readonly sent: (readonly [type: string, id?: string])[];
  readonly closed: number[];
}

function createClient(): Client {
  const sent: Client['sent'] = [];
  const closed: number[] = [];
  const send = (frame: Uint8Array): void => {
    const length = new DataView(frame.buffer).getUint32(0);
    const head = JSON.parse(new TextDecoder().decode(frame.subarray(4, 4 + length))) as {
      type: string;
      id?: string;
    };
    sent.push(head.id === undefined ? [head.type] : [head.type, head.id]);
  };
  return { sent, closed, socket: { send, close: (code) => void closed.push(code) } };
}

const hello = (held: readonly string[] = [], credit: object = {}): Hello => ({
  type: 'hello',
  version: 1,
  client: 'c1',
  credit: { deliveries: 4, bytes: 1000, ...credit },
  held,
});

const answer = (id: string) =>
  ({ type: 'answer', id, status: 200, headers: [], body: new Uint8Array() }) as const;

const delivery = (id: string, bytes = 1): TunnelDelivery => ({
  id,
  method: 'POST',
  target: '/',
  headers: [],
  body: new Uint8Array(bytes),
  receivedAt: 1,
});

/** A line, where these forwards are still to be answered. */
const lineOf = (...open: readonly string[]): TunnelLine =>
  createTunnelLine({
    destinationId: 'dst_1',
    now: () => 1,
    isOpen: (id) => Promise.resolve(open.includes(id)),
    onChange: () => {},
  });

const never = new AbortController().signal;

test('an answer that comes before its forward is taken again is kept for it', async () => {
  const client = createClient();
  const line = lineOf('fwd_1');
  line.receive(client.socket, hello(['fwd_1']));
  expect(line.held()).toEqual(['fwd_1']);
  expect(line.room()).toBe(3);
  line.receive(client.socket, answer('fwd_1'));
  expect(client.sent).toEqual([['welcome']]);
  await expect(line.deliver(delivery('fwd_1'), never)).resolves.toMatchObject({
    state: 'answered',
    status: 200,
  });
  // It is not sent, and may be forgotten by the client.
  expect(client.sent).toEqual([['welcome'], ['settled', 'fwd_1']]);
  expect(line.room()).toBe(4);
});

test('what the client is still at work on is taken again, and not sent again', async () => {
  const client = createClient();
  const line = lineOf('fwd_1');
  line.receive(client.socket, hello(['fwd_1']));
  const delivered = line.deliver(delivery('fwd_1'), never);
  expect(client.sent).toEqual([['welcome']]);
  line.receive(client.socket, answer('fwd_1'));
  await expect(delivered).resolves.toMatchObject({ state: 'answered' });
});

test('an answer that nobody will ask for may be forgotten', async () => {
  const client = createClient();
  const line = lineOf();
  line.receive(client.socket, hello(['fwd_1']));
  line.receive(client.socket, answer('fwd_1'));
  await until(() => client.sent.length === 2);
  expect(client.sent[1]).toEqual(['settled', 'fwd_1']);
  expect(line.held()).toEqual([]);
});

test('bodies wait for the credit in bytes, but one alone may be larger', async () => {
  const client = createClient();
  const line = lineOf();
  line.receive(client.socket, hello([], { bytes: 100 }));
  const all = [delivery('fwd_1', 500), delivery('fwd_2', 60), delivery('fwd_3', 60)].map((one) =>
    line.deliver(one, never),
  );
  const ids = (): unknown => client.sent.filter(([type]) => type === 'delivery').map(([, id]) => id);
  expect(ids()).toEqual(['fwd_1']);
  line.receive(client.socket, answer('fwd_1'));
  expect(ids()).toEqual(['fwd_1', 'fwd_2']);
  line.receive(client.socket, { type: 'credit', credit: { deliveries: 4, bytes: 200 } });
  expect(ids()).toEqual(['fwd_1', 'fwd_2', 'fwd_3']);
  line.receive(client.socket, { type: 'release', id: 'fwd_2' });
  line.leave(client.socket, true);
  expect((await Promise.all(all)).map(({ state }) => state)).toEqual(['answered', 'released', 'lost']);
  await expect(line.deliver(delivery('fwd_4'), never)).resolves.toEqual({ state: 'lost' });
});

test('a client that was replaced says nothing any more', async () => {
  const [first, second] = [createClient(), createClient()];
  const line = lineOf();
  line.receive(first.socket, hello());
  const delivered = line.deliver(delivery('fwd_1'), never);
  line.receive(second.socket, hello());
  expect(first.closed).toEqual([4409]);
  expect(second.sent).toEqual([['welcome'], ['delivery', 'fwd_1']]);
  line.receive(first.socket, { ...answer('fwd_1'), status: 500 });
  line.leave(first.socket, true);
  expect(line.isConnected()).toBe(true);
  line.receive(second.socket, answer('fwd_1'));
  await expect(delivered).resolves.toMatchObject({ status: 200 });
});
