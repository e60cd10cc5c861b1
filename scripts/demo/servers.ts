// The example applications that listen by themselves: built where they need it, and started as their users start them.
// AWS Lambda is left out: its functions have no server of their own, and what the tests put in front of them is not theirs.
import { send } from '@hooklatch/testing';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { delimiter, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { cache, readManifest, root } from '../lib/workspace.mjs';
import { markBuilt, needsBuild } from './built.ts';
import { startChild, type Child } from './child.ts';

export type FrameworkName = 'express' | 'fastify' | 'hono' | 'next' | 'nestjs' | 'workers' | 'koa' | 'node';

interface Framework {
  readonly name: FrameworkName;
  /** The package whose version stands in the table. (Node's own version) */
  readonly package?: string;
  /** What its build leaves behind, where it has one. */
  readonly output?: string;
}

export interface Server {
  readonly name: FrameworkName;
  readonly url: string;
  readonly child: Child;
}

const frameworks: readonly Framework[] = [
  { name: 'express', package: 'express' },
  { name: 'fastify', package: 'fastify' },
  { name: 'hono', package: 'hono' },
  { name: 'next', package: 'next', output: '.next/BUILD_ID' },
  { name: 'nestjs', package: '@nestjs/core', output: 'dist/main.js' },
  { name: 'workers', package: 'wrangler' },
  { name: 'koa', package: 'koa' },
  { name: 'node' },
];

export const frameworkNames: readonly FrameworkName[] = frameworks.map(({ name }) => name);

const BUILD_MS = 300_000;
const START_MS = 90_000;
const POLL_MS = 100;
const SHOWN_LINES = 20;

const frameworkOf = (name: FrameworkName): Framework =>
  frameworks.find((framework) => framework.name === name) as Framework;

const directoryOf = (name: FrameworkName): string => join(root, 'examples', name);

interface Manifest {
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

const manifestOf = (name: FrameworkName): Manifest => readManifest(join('examples', name)) as Manifest;

/** A framework's name and version, as the heading of its column. */
export function titleOf(name: FrameworkName): string {
  const { dependencies, devDependencies } = manifestOf(name);
  const { package: of } = frameworkOf(name);
  const version = of === undefined ? process.versions.node : { ...devDependencies, ...dependencies }[of];
  return version === undefined ? name : `${name} ${version}`;
}

/** The environment of an example: this process's, without what would change how it runs. */
function environmentOf(name: FrameworkName, extra: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const { NODE_ENV: _, FORCE_COLOR: __, HOOKLATCH_TOTALS: ___, PATH = '', ...env } = process.env;
  return {
    ...env,
    CLOUDFLARE_CF_FETCH_ENABLED: 'false',
    DO_NOT_TRACK: '1',
    NEXT_TELEMETRY_DISABLED: '1',
    NO_COLOR: '1',
    NO_UPDATE_NOTIFIER: '1',
    PATH: [join(directoryOf(name), 'node_modules', '.bin'), PATH].join(delimiter),
    WRANGLER_SEND_METRICS: 'false',
    XDG_CONFIG_HOME: join(cache, 'demo', 'config'),
    ...extra,
  };
}

function scriptOf(name: FrameworkName, script: 'build' | 'start'): string {
  const command = manifestOf(name).scripts?.[script];
  if (command === undefined) throw new Error(`examples/${name} has no script "${script}"`);
  return command;
}

/** What went wrong, and the last that the process said. */
function failure(what: string, { lines, ended }: Child): Error {
  const how = ended === undefined ? '' : ` (${ended.how})`;
  const said = lines.slice(-SHOWN_LINES).map((line) => `    ${line}`);
  return new Error([`${what}${how}`, ...said].join('\n'));
}

/** Whether an example has to be built before it can start. */
export function isToBeBuilt(name: FrameworkName): boolean {
  const { output } = frameworkOf(name);
  if (output === undefined) return false;
  return !existsSync(join(directoryOf(name), output)) || needsBuild(name);
}

/** Builds an example by its own script. */
export async function buildExample(name: FrameworkName): Promise<void> {
  const child = startChild(scriptOf(name, 'build'), directoryOf(name), environmentOf(name, {}));
  try {
    await child.until(() => false, BUILD_MS);
    if (child.ended?.ok !== true) throw failure('the build failed', child);
    markBuilt(name);
  } finally {
    await child.stop();
  }
}

/** Ports that were free a moment ago, all different. */
export async function findFreePorts(count: number): Promise<readonly number[]> {
  const held = Array.from({ length: count }, () => createServer().listen(0));
  await Promise.all(held.map((server) => once(server, 'listening')));
  const ports = held.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(held.map((server) => once(server.close(), 'close')));
  return ports;
}

async function isAnswering(url: string): Promise<boolean> {
  try {
    await Promise.race([send(url, { method: 'GET' }), delay(5000).then(() => Promise.reject(new Error()))]);
    return true;
  } catch {
    return false;
  }
}

/**
 * Starts an example by its own script and waits until it answers.
 * @throws Error with what it printed last
 */
export async function startServer(
  name: FrameworkName,
  port: number,
  variables: Readonly<Record<string, string>>,
): Promise<Server> {
  const environment = environmentOf(name, { ...variables, PORT: String(port) });
  const child = startChild(scriptOf(name, 'start'), directoryOf(name), environment);
  const url = `http://localhost:${port}`;
  const deadline = Date.now() + START_MS;
  while (child.ended === undefined && Date.now() < deadline) {
    if (await isAnswering(url)) return { name, url, child };
    await delay(POLL_MS);
  }
  const what = child.ended ? 'it ended by itself' : `it did not answer within ${START_MS / 1000} s`;
  await child.stop();
  throw failure(what, child);
}
