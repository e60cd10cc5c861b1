import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRelay, createToken, hashToken, type Relay } from '../../src/node.ts';
import type { StartRelay } from './running-relay.ts';

/** Starts a relay on Node that keeps deliveries in a file. */
export const startNodeRelay: StartRelay = async ({ mode, limits }) => {
  const dir = mkdtempSync(join(tmpdir(), 'hooklatch-relay-'));
  const token = createToken();
  const lines: string[] = [];
  const start = async (port: number): Promise<Relay> =>
    createRelay({
      ...limits,
      tokens: [await hashToken(token)],
      mode,
      port,
      file: join(dir, 'relay.db'),
      onReport: (report) => lines.push(JSON.stringify(report)),
      onNotice: (text) => lines.push(text),
    });
  let relay = await start(0);
  return {
    url: relay.url,
    token,
    publicUrl: relay.publicUrls[0] ?? '',
    async restart() {
      await relay.close();
      relay = await start(relay.port);
    },
    log: () => lines.join('\n'),
    async close() {
      await relay.close();
      rmSync(dir, { recursive: true });
    },
  };
};
