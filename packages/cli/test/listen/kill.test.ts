import { request, Agent } from 'node:http';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openCaptures } from '../../src/lib/captures/capture-store.ts';
import { scratch, startApplication, until } from './stage.ts';
import { startCommand } from './start-command.ts';

/** Sends requests over some connections until the other end is gone. @returns those that were answered */
async function sendUntilGone(url: string, answered: string[]): Promise<void> {
  const agent = new Agent({ keepAlive: true });
  for (;;) {
    const name = crypto.randomUUID();
    const isAnswered = await new Promise<boolean>((resolve) => {
      const sent = request(`${url}/${name}`, { method: 'POST', agent }, (response) => {
        response
          .resume()
          .on('end', () => resolve(response.statusCode === 200))
          .on('error', () => resolve(false));
      });
      sent.on('error', () => resolve(false));
      sent.end(name);
    });
    if (!isAnswered) break;
    answered.push(name);
  }
  agent.destroy();
}

test.each([1, 2])(
  'killed in the middle of it: every capture whose sender was answered is there (%i)',
  async () => {
    const app = await startApplication();
    const file = join(scratch(), 'captures.db');
    const listener = await startCommand(['--port', '0', '--json', '--captures', file, '--forward', app.url]);
    const answered: string[] = [];
    const senders = Array.from({ length: 20 }, () => sendUntilGone(listener.url, answered));
    await until(() => answered.length > 300, 'too few were answered');
    await listener.kill();
    await Promise.all(senders);
    const store = openCaptures(file, { mustExist: true });
    onTestFinished(() => store.close());
    const kept = new Set(store.list({ limit: 1e6 }).map(({ target }) => target.slice(1)));
    expect(answered.filter((name) => !kept.has(name))).toEqual([]);
    const bodies = answered
      .slice(-20)
      .map((name) => store.list({ filter: { matches: ({ path }) => path === `/${name}` } })[0]?.bytes);
    expect(new Set(bodies)).toEqual(new Set([36]));
  },
);
