// `npm run demo`: genuine deliveries and attacks, sent to the examples, and a table of what was answered.
//   --only express,hono   these frameworks alone
//   --serve               leaves the servers running
//   --quiet               no table unless a cell is wrong
import { writeFileSync } from 'node:fs';
import { parseArgs, styleText } from 'node:util';
import { rows } from './deliveries.ts';
import { makeSecrets, toVariables, type Secrets } from './endpoints.ts';
import { stopAll } from './child.ts';
import { judge, notStarted, type Cell } from './judge.ts';
import { describeServers } from './serve.ts';
import {
  buildExample,
  findFreePorts,
  frameworkNames,
  isToBeBuilt,
  startServer,
  titleOf,
  type FrameworkName,
  type Server,
} from './servers.ts';
import { describeWrong, renderTable, type Paint } from './table.ts';

const WIDTH = 120;

interface Options {
  readonly names: readonly FrameworkName[];
  readonly serve: boolean;
  readonly quiet: boolean;
}

const paint: Paint = (color, text) => styleText(color, text);

const secondsSince = (start: number): string => `${((Date.now() - start) / 1000).toFixed(1)} s`;

let isInterrupted = false;

function say(text: string): void {
  if (!isInterrupted) console.log(text);
}

function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string', multiple: true },
      serve: { type: 'boolean', default: false },
      quiet: { type: 'boolean', default: false },
    },
  });
  const { only, serve, quiet } = values;
  const asked = only?.flatMap((list) => list.split(',')).map((name) => name.trim());
  const unknown = asked?.filter((name) => !frameworkNames.some((known) => known === name)) ?? [];
  if (unknown.length > 0)
    throw new TypeError(`unknown: ${unknown.join(', ')}; there are ${frameworkNames.join(', ')}`);
  return { names: frameworkNames.filter((name) => asked?.includes(name) ?? true), serve, quiet };
}

/** Runs a stage of one framework and tells how long it took; a failure concerns this framework alone. */
async function stage<Result>(name: FrameworkName, what: string, work: () => Promise<Result>) {
  const start = Date.now();
  try {
    const result = await work();
    say(`[${name}] ${what}, ${secondsSince(start)}`);
    return { result };
  } catch (error) {
    say(`[${name}] ${paint('red', 'FAILED')}: ${(error as Error).message}`);
    return undefined;
  }
}

/** Builds what has changed, one after the other. */
async function buildAll(names: readonly FrameworkName[]): Promise<readonly FrameworkName[]> {
  const ready: FrameworkName[] = [];
  for (const name of names) {
    const isBuilt = !isToBeBuilt(name);
    if (!isBuilt) say(`[${name}] building`);
    // oxlint-disable-next-line no-await-in-loop -- a build takes all of a small machine
    if (isBuilt || (await stage(name, 'built', () => buildExample(name)))) ready.push(name);
  }
  return ready;
}

async function startAll(names: readonly FrameworkName[], secrets: Secrets): Promise<readonly Server[]> {
  const ports = await findFreePorts(names.length);
  if (names.length > 0) say(`[demo] starting ${names.join(', ')}`);
  const variables = toVariables(secrets);
  const started = names.map((name, index) =>
    stage(name, 'started', () => startServer(name, ports[index] as number, variables)),
  );
  return (await Promise.all(started)).flatMap((outcome) => (outcome ? [outcome.result] : []));
}

/** One framework's column, from top to bottom. */
async function judgeColumn(server: Server, secrets: Secrets): Promise<readonly Cell[]> {
  const { name, url, child } = server;
  const target = { name, url, lines: child.lines, until: child.until };
  const cells: Cell[] = [];
  // oxlint-disable-next-line no-await-in-loop -- one delivery at a time
  for (const row of rows) cells.push(await judge(target, row, secrets));
  return cells;
}

async function judgeAll(
  names: readonly FrameworkName[],
  servers: readonly Server[],
  secrets: Secrets,
): Promise<readonly Cell[]> {
  const columns = names.map(async (name) => {
    const server = servers.find((started) => started.name === name);
    return server ? judgeColumn(server, secrets) : rows.map((row) => notStarted(name, row));
  });
  return (await Promise.all(columns)).flat();
}

/** Prints the table and the totals, and says whether every cell is right. */
function report(names: readonly FrameworkName[], cells: readonly Cell[], quiet: boolean): boolean {
  const wrong = cells.filter(({ ok }) => !ok);
  const passed = cells.length - wrong.length;
  if (!quiet || wrong.length > 0) {
    const columns = names.map((name) => ({ name, title: titleOf(name) }));
    const width = Math.max(WIDTH, process.stdout.columns ?? 0);
    say(`\n${renderTable(rows, columns, cells, paint, width)}\n`);
    say(
      "handled: by a function of `on`; passed: by the application's own route; duplicate: handled before\n",
    );
  }
  for (const line of describeWrong(cells)) say(paint('red', line));
  const file = process.env['HOOKLATCH_TOTALS'];
  if (file !== undefined) writeFileSync(file, JSON.stringify({ passed, failed: wrong.length, skipped: 0 }));
  return wrong.length === 0;
}

async function serveUntilInterrupted(servers: readonly Server[], secrets: Secrets): Promise<void> {
  say(`\n${describeServers(servers, secrets)}\n`);
  for (const { name, child } of servers) child.follow((line) => say(`[${name}] ${line}`));
  const forever = 2 ** 31 - 1;
  await Promise.all(servers.map(({ child }) => child.until(() => false, forever)));
}

/** Ends what runs, at the first signal with some patience, at the second at once. */
function endOnSignals(): void {
  const end = async (): Promise<void> => {
    if (isInterrupted) process.exit(1);
    isInterrupted = true;
    await stopAll();
    process.exit(process.exitCode ?? 1);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end());
}

async function main(): Promise<void> {
  const start = Date.now();
  const { names, serve, quiet } = readOptions(process.argv.slice(2));
  endOnSignals();
  const secrets = makeSecrets();
  try {
    const servers = await startAll(await buildAll(names), secrets);
    const cells = await judgeAll(names, servers, secrets);
    const isGood = report(names, cells, quiet);
    process.exitCode = isGood ? 0 : 1;
    const wrong = cells.filter(({ ok }) => !ok).length;
    say(`${names.join(', ')}: ${rows.length} deliveries each, ${secondsSince(start)}`);
    say(paint(isGood ? 'green' : 'red', `${cells.length - wrong} passed, ${wrong} failed`));
    if (serve) await serveUntilInterrupted(servers, secrets);
  } finally {
    await stopAll();
  }
}

try {
  await main();
} catch (error) {
  console.error(error instanceof TypeError ? `demo: ${error.message}` : error);
  process.exitCode = 2;
}
