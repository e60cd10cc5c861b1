import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A proxy that destroys its connections in mid-stream. */
export interface CuttingProxy {
  readonly url: string;
  /** How many connections it has cut. */
  cuts(): number;
  /** Cuts what is open, and nothing more from now on. */
  calm(): void;
  close(): Promise<void>;
}

/** Numbers from 0 to 1 that follow from a seed (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * Stands before a server.
 *
 * @param url - of the server
 * @param nextLimit - after how many bytes, of both directions, a connection is cut
 */
export async function cuttingProxy(url: string, nextLimit: () => number): Promise<CuttingProxy> {
  const { port } = new URL(url);
  const open = new Set<Socket>();
  let isCalm = false;
  let cuts = 0;
  const server = createServer((near) => {
    const far = connect(Number(port), '127.0.0.1');
    let left = nextLimit();
    const end = (): void => {
      for (const socket of [near, far]) {
        open.delete(socket);
        socket.destroy();
      }
    };
    const pass = (to: Socket) => (chunk: Buffer) => {
      if (isCalm || chunk.length < left) {
        left -= chunk.length;
        return void to.write(chunk);
      }
      // Part of it goes through before the end.
      to.write(chunk.subarray(0, left), end);
      left = 0;
      cuts += 1;
      near.removeAllListeners('data');
      far.removeAllListeners('data');
    };
    near.on('data', pass(far));
    far.on('data', pass(near));
    for (const socket of [near, far]) {
      open.add(socket);
      socket.on('error', () => {}).on('close', end);
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const cutOpen = (): void => {
    for (const socket of open) socket.destroy();
  };
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cuts: () => cuts,
    calm() {
      isCalm = true;
      cutOpen();
    },
    async close() {
      server.close();
      cutOpen();
      await once(server, 'close');
    },
  };
}
