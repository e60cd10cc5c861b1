import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { startExample, type RunningExample } from '../../../test/examples/start-example.ts';

const folder = new URL('../', import.meta.url);
const secrets = { STRIPE_WEBHOOK_SECRET: 'whsec_some_secret_of_a_test' };
const patience = { timeout: 40_000, interval: 10 };

let home: string;
let running: RunningExample[];

/** Runs a script of the example, on the test's own database. */
async function start(
  script: readonly [string, ...string[]],
  ready: RegExp,
  port?: string,
): Promise<RunningExample> {
  const env = { DATABASE: join(home, 'app.db'), ...(port !== undefined && { PORT: port }) };
  const started = await startExample({ folder, script, ready, env }, secrets);
  running.push(started);
  return started;
}

const startServer = (port?: string) => start(['start'], /listening on (\S+)$/m, port);
const startWorker = () => start(['worker'], /^working$/m);
const portOf = ({ url }: RunningExample): string => new URL(url).port;

/** How often each event stands in the application's table. */
function readPayments(): ReadonlyMap<string, number> {
  const database = new DatabaseSync(join(home, 'app.db'), { readOnly: true, timeout: 5000 });
  try {
    const rows = database.prepare('SELECT event, count(*) AS count FROM payments GROUP BY event').all();
    return new Map(rows.map(({ event, count }) => [String(event), Number(count)]));
  } finally {
    database.close();
  }
}

/** The events of lines such as `began evt_1, attempt 2`. */
const eventsOf = (lines: readonly string[], pattern: RegExp): string[] =>
  lines.flatMap((line) => pattern.exec(line)?.[1] ?? []);

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'hooklatch-example-'));
  running = [];
});
afterEach(async () => {
  await Promise.all(running.map((one) => one.close()));
  rmSync(home, { recursive: true, force: true });
});

describe('the example', () => {
  test('of 30 events, each that was answered 200 has one row, whatever was killed meanwhile', async () => {
    let server = await startServer();
    const port = portOf(server);
    let worker = await startWorker();
    const sender = await start(['send', '30'], /^evt_\S+ (200)$/m, port);
    const answered = (): string[] => eventsOf(sender.lines, /^(evt_\S+) 200$/);
    const isHandled = (): boolean => readPayments().size === 30;
    const begun: string[] = [];
    const killServer = async (round: number): Promise<void> => {
      await vi.waitUntil(() => answered().length >= 7 * round, patience);
      await server.close();
      server = await startServer(port);
    };
    const killWorker = async (): Promise<void> => {
      const { lines, close } = worker;
      // Something has begun, and has not ended.
      await vi.waitUntil(() => {
        const ended = eventsOf(lines, /^paid (\S+)$/);
        return eventsOf(lines, /^began (\S+),/).some((event) => !ended.includes(event)) || isHandled();
      }, patience);
      await close();
      begun.push(...lines.filter((line) => line.startsWith('began')));
      worker = await startWorker();
    };
    await Promise.all([
      killServer(1)
        .then(() => killServer(2))
        .then(() => killServer(3)),
      killWorker().then(killWorker).then(killWorker),
    ]);
    await vi.waitUntil(() => sender.lines.includes('30 events were answered 200'), patience);
    await vi.waitUntil(isHandled, patience);
    begun.push(...worker.lines.filter((line) => line.startsWith('began')));

    expect(readPayments()).toEqual(new Map(answered().map((event) => [event, 1])));
    // The kills were felt: by the sender, and by handlers.
    expect(sender.lines).toContainEqual(expect.stringMatching(/nobody answers: sent again$/));
    expect(begun.length).toBeGreaterThan(30);
    expect(begun).toContainEqual(expect.stringMatching(/^began \S+, attempt [2-9]$/));
  }, 120_000);

  test('SIGTERM lets the handler end that has begun, and both processes close', async () => {
    const server = await startServer();
    const worker = await startWorker();
    await start(['send', '1'], /^evt_\S+ (200)$/m, portOf(server));
    await vi.waitUntil(() => worker.lines.some((line) => line.startsWith('began')), patience);
    await Promise.all([worker.end('SIGTERM'), server.end('SIGTERM')]);
    expect(worker.lines.slice(-2)).toEqual([expect.stringMatching(/^paid evt_/), 'closed']);
    expect(server.lines.at(-1)).toBe('closed');
    expect([...readPayments().values()]).toEqual([1]);
  }, 60_000);

  test('an event that is given up stays in the dead letters until somebody decides', async () => {
    const server = await startServer();
    await startWorker();
    await start(['send', '1', 'nobody'], /^evt_\S+ (200)$/m, portOf(server));
    const dead = async (...args: string[]): Promise<string> => {
      // What npm itself prints begins with `>`.
      const { url: printed, close } = await start(['dead', ...args], /^([^>\s].*)$/m);
      await close();
      return printed;
    };
    const listed = await vi.waitUntil(async () => {
      const found = await dead();
      return found !== 'nothing is dead' && found;
    }, patience);
    expect(listed).toMatch(
      / invoice\.paid evt_\S+ attempts 1: GiveUp: The invoice in_1 names no customer\.$/,
    );
    const id = listed.split(' ')[0] ?? '';
    expect(await dead('discard', id)).toBe(`discarded: ${id}`);
    expect(await dead('retry', id)).toBe(`not dead: ${id}`);
  }, 60_000);
});
