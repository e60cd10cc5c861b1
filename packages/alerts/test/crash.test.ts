import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { alerts } from '../src/index.ts';
import { slack } from '../src/slack.ts';
import { sqliteOutbox } from '../src/sqlite.ts';
import { crashOptions } from './lib/crash-options.ts';
import { closeReceivers, startReceiver, type Receiver } from './lib/receiver.ts';

const program = fileURLToPath(new URL('lib/crash-program.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'alerts-'));
const children = new Set<ReturnType<typeof spawn>>();
afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  await closeReceivers();
  rmSync(folder, { recursive: true });
});

/** Lets a process observe until it has kept so many alerts, and kills it; says which. */
async function crash(file: string, url: string, first: number, count: number): Promise<readonly string[]> {
  const options = ['--conditions=@hooklatch/source', '--disable-warning=ExperimentalWarning'];
  const child = spawn(process.execPath, [...options, program, file, url, String(first)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.add(child);
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (more: string) => {
    text += more;
    if (text.split('\n').length > count) child.kill('SIGKILL');
  });
  await once(child, 'close');
  children.delete(child);
  return text.split('\n').slice(0, -1);
}

const titlesAt = ({ requests }: Receiver): readonly string[] =>
  requests.map(({ body }) => {
    const { blocks } = JSON.parse(body.toString()) as { blocks: [{ text: { text: string } }] };
    return blocks[0].text.text.slice(3);
  });
const countIn = (titles: readonly string[], name: string): number =>
  titles
    .filter((title) => title.startsWith(`${name}: `))
    .reduce((sum, title) => sum + Number(/: (\d+)/.exec(title)?.[1]), 0);

test('a process that is killed loses no alert, and repeats one at most', { timeout: 60_000 }, async () => {
  const receiver = await startReceiver();
  receiver.answer((response) => setTimeout(() => response.end('ok'), 3));
  const file = join(folder, 'alerts.db');
  const kills = 8;
  const kept: string[] = [];
  for (let kill = 0; kill < kills; kill += 1)
    // oxlint-disable-next-line no-await-in-loop
    kept.push(...(await crash(file, receiver.url, kill * 10_000, 20 + kill * 7)));
  // An hour later a process ends what those have begun.
  let time = Date.now();
  const outbox = sqliteOutbox({ file });
  const last = alerts({
    ...crashOptions,
    channels: { ops: slack({ url: receiver.url }) },
    outbox,
    now: () => time,
  });
  for (const later of [400, 300_000, 3_600_000]) {
    time += later;
    // oxlint-disable-next-line no-await-in-loop
    await last.flush();
  }
  expect(await outbox.countWaiting()).toBe(0);
  await last.close();

  const titles = titlesAt(receiver);
  const each = titles.filter((title) => title.startsWith('each '));
  const said = new Set(each.map((title) => title.slice('each '.length)));
  expect(kept.length).toBeGreaterThan(200);
  expect(kept.filter((id) => !said.has(id))).toEqual([]);
  // What was kept, and not acknowledged any more, is said too; three at once are observed.
  expect(said.size - kept.length).toBeLessThanOrEqual(3 * kills);
  const ids = receiver.requests.map(({ body }) => /alert_[\w-]{32}/.exec(body.toString())?.[0]);
  const repeats = ids.length - new Set(ids).size;
  expect(repeats).toBeLessThanOrEqual(kills);
  // Counts are in the same transaction as alerts: neither more nor fewer. A repeated sum is left out.
  const firsts = titles.filter((_, at) => ids.indexOf(ids[at]) === at);
  expect([countIn(firsts, 'sums'), countIn(firsts, 'digest')]).toEqual([said.size, said.size]);
  console.log(`${kept.length} alerts kept, ${said.size} said, ${kills} kills, ${repeats} repeats`);
});
