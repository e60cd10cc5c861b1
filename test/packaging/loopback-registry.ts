import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, realpath } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { packAll } from '../../scripts/lib/pack.mjs';
import { root } from '../../scripts/lib/workspace.mjs';

const exec = promisify(execFile);

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** A version that can be installed. */
interface Published {
  readonly manifest: Manifest;
  pack(): Promise<Buffer>;
}

/** A registry of npm packages on the loopback interface. */
export interface LoopbackRegistry extends AsyncDisposable {
  readonly url: string;
  /** What was asked for, in order. */
  readonly asked: string[];
  /** Leaves requests whose path matches unanswered. */
  hold(pattern: RegExp | undefined): void;
  /** Nobody listens from here on. */
  close(): Promise<void>;
}

const readManifest = async (dir: string): Promise<Manifest> =>
  JSON.parse(await readFile(join(dir, 'package.json'), 'utf8')) as Manifest;

/**
 * Serves packages of this workspace as they would be published, and what they depend on as it is installed here.
 *
 * @param names - of directories in `packages`; those that they depend on come along
 * @param into - a directory for tarballs
 */
export async function startRegistry(names: readonly string[], into: string): Promise<LoopbackRegistry> {
  const published = await gather(names, into);
  const asked: string[] = [];
  let held: RegExp | undefined;
  const server = createServer((request, response) => {
    const path = decodeURIComponent(request.url ?? '/');
    asked.push(path);
    if (held?.test(path)) return;
    answer(published, path, `http://${request.headers.host}`, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = async (): Promise<void> => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeAllConnections();
    await closed;
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    hold: (pattern) => void (held = pattern),
    close,
    [Symbol.asyncDispose]: () => (server.listening ? close() : Promise.resolve()),
  };
}

type Shelf = Map<string, Map<string, Published>>;

async function answer(shelf: Shelf, path: string, url: string, response: ServerResponse): Promise<void> {
  const [, name = '', version] = /^\/((?:@[^/]+\/)?[^/]+)(?:\/-\/(.+)\.tgz)?$/.exec(path) ?? [];
  const versions = shelf.get(name);
  const one = version === undefined ? undefined : versions?.get(version);
  if (one) return void response.end(await one.pack());
  if (!versions || version !== undefined) return void response.writeHead(404).end('{}');
  const entries = [...versions].map(async ([each, { manifest, pack }]) => {
    const integrity = `sha512-${createHash('sha512')
      .update(await pack())
      .digest('base64')}`;
    return [each, { ...manifest, dist: { tarball: `${url}/${name}/-/${each}.tgz`, integrity } }] as const;
  });
  const latest = [...versions.keys()].at(-1);
  const packument = {
    name,
    'dist-tags': { latest },
    versions: Object.fromEntries(await Promise.all(entries)),
  };
  response.setHeader('content-type', 'application/json').end(JSON.stringify(packument));
}

async function gather(names: readonly string[], into: string): Promise<Shelf> {
  const shelf: Shelf = new Map();
  const own = await withWorkspaceDependencies(names);
  for (const { tarball } of await packAll(
    into,
    own.map((name) => `packages/${name}`),
  )) {
    const { stdout } = await exec('tar', ['-xzOf', tarball, 'package/package.json']);
    add(shelf, JSON.parse(stdout) as Manifest, () => readFile(tarball));
  }
  for (const name of own) {
    const dir = join(root, 'packages', name);
    await addOutside(shelf, await readManifest(dir), join(dir, 'node_modules'));
  }
  return shelf;
}

async function withWorkspaceDependencies(names: readonly string[]): Promise<readonly string[]> {
  const found = new Set(names);
  for (const name of found) {
    const { dependencies = {} } = await readManifest(join(root, 'packages', name));
    for (const one of Object.keys(dependencies)) {
      if (one.startsWith('@hooklatch/')) found.add(one.slice('@hooklatch/'.length));
    }
  }
  return [...found];
}

/** What a package depends on, from where pnpm has put it, and so on. */
async function addOutside(shelf: Shelf, manifest: Manifest, modules: string): Promise<void> {
  const { dependencies, optionalDependencies, peerDependencies } = manifest;
  for (const name of Object.keys({ ...peerDependencies, ...optionalDependencies, ...dependencies })) {
    const at = join(modules, name);
    if (name.startsWith('@hooklatch/') || !existsSync(at)) continue;
    const dir = await realpath(at);
    const found = await readManifest(dir);
    const isNew = add(shelf, found, () => packFolder(dir));
    if (isNew) await addOutside(shelf, found, name.startsWith('@') ? dirname(dirname(dir)) : dirname(dir));
  }
}

function add(shelf: Shelf, manifest: Manifest, pack: () => Promise<Buffer>): boolean {
  const { name, version } = manifest;
  const versions = shelf.get(name) ?? new Map<string, Published>();
  shelf.set(name, versions);
  if (versions.has(version)) return false;
  let packed: Promise<Buffer> | undefined;
  versions.set(version, { manifest, pack: () => (packed ??= pack()) });
  return true;
}

async function packFolder(dir: string): Promise<Buffer> {
  const options = { encoding: 'buffer', maxBuffer: 2 ** 28 } as const;
  // pnpm keeps files that are alike once, and npm takes no links.
  const args = ['-cz', '--hard-dereference', '--exclude=node_modules', '-C', dirname(dir), basename(dir)];
  return (await exec('tar', args, options)).stdout;
}
