import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findPort } from '../../../../test/servers/find-port.ts';
import { convertV4MiniflareOptions, Miniflare } from 'miniflare';
import { createToken, hashToken } from '../../src/node.ts';
import { readTokenKey } from '../../src/lib/token.ts';
import { bundleWorker } from './bundle-worker.ts';
import type { RelaySettings, RunningRelay } from './running-relay.ts';

const script = bundleWorker(new URL('relay-worker.ts', import.meta.url));

/** A relay in workerd, and a way to ask its object. */
export interface RunningWorkerRelay extends RunningRelay {
  /** Which of the objects that have been made it is. */
  objectNumber(): Promise<number>;
  /** Ends the object; the Worker runs on. */
  evict(): Promise<void>;
}

/** Starts the Worker and its Durable Object in workerd, with storage on disk. */
export async function startWorkerRelay({ mode, limits = {} }: RelaySettings): Promise<RunningWorkerRelay> {
  const dir = mkdtempSync(join(tmpdir(), 'hooklatch-relay-worker-'));
  const token = createToken();
  const hash = await hashToken(token);
  const { publicId } = await readTokenKey(token);
  const port = await findPort();
  const bundled = await script;
  let log = '';
  const start = async (): Promise<Miniflare> => {
    const options = {
      name: 'relay',
      modules: true,
      script: bundled,
      compatibilityDate: '2025-10-01',
      compatibilityFlags: ['enable_request_signal'],
      cf: false,
      resourcePersistencePath: dir,
      durableObjects: { HOOKLATCH_RELAY: { className: 'HooklatchRelayObject', useSQLite: true } },
      bindings: {
        HOOKLATCH_RELAY_TOKENS: `${'sha256:'.padEnd(71, '0')}, ${hash}`,
        HOOKLATCH_RELAY_MODE: mode,
        HOOKLATCH_RELAY_LIMITS: limits,
      },
      unsafeDirectSockets: [{ host: '127.0.0.1', port }],
      handleStructuredLogs: ({ message }: { message: string }) => void (log += `${message}\n`),
      handleRuntimeStdio(stdout: NodeJS.ReadableStream, stderr: NodeJS.ReadableStream) {
        for (const stream of [stdout, stderr])
          stream.on('data', (chunk: Buffer) => (log += chunk.toString()));
      },
    };
    const running = new Miniflare(convertV4MiniflareOptions(options as never));
    await running.ready;
    return running;
  };
  let miniflare = await start();
  const origin = `http://127.0.0.1:${port}`;
  const probe = async (what: string): Promise<string> =>
    (await fetch(`${origin}/probe/${what}?id=${publicId}`)).text();
  return {
    url: origin.replace('http', 'ws'),
    token,
    publicUrl: `${origin}/in/${publicId}`,
    async restart() {
      await miniflare.dispose();
      miniflare = await start();
    },
    log: () => log,
    objectNumber: async () => Number(await probe('number')),
    evict: async () => void (await probe('abort').catch(() => {})),
    async close() {
      await miniflare.dispose();
      rmSync(dir, { recursive: true });
    },
  };
}
