import { execFile } from 'node:child_process';
import {
  chownSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findBinary } from '../../scripts/lib/servers.mjs';
import { temporaryRoot } from './server-dir.ts';

const run = promisify(execFile);
const prefix = 'hooklatch-postgres-';
const DAY_MS = 86_400_000;

/** Who runs PostgreSQL: it refuses the superuser. Undefined: whoever runs the tests. */
export function postgresUser(): number | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const users = readFileSync('/etc/passwd', 'utf8').split('\n');
  const find = (name: string): string | undefined => users.find((line) => line.startsWith(`${name}:`));
  return Number((find('postgres') ?? find('nobody'))?.split(':')[2] ?? 65_534);
}

function removeOld(today: number): void {
  for (const name of readdirSync(temporaryRoot)) {
    const day = /^hooklatch-postgres-\d+-(\d+)$/.exec(name)?.[1];
    if (day === undefined || Number(day) >= today - 1) continue;
    rmSync(join(temporaryRoot, name), { recursive: true, force: true });
  }
}

/** A fresh cluster, made once a day: clean-ups of /tmp take single files of older ones. */
async function template(uid: number | undefined): Promise<string> {
  const owner = uid ?? process.getuid?.() ?? 0;
  const today = Math.floor(Date.now() / DAY_MS);
  const made = join(temporaryRoot, `${prefix}${owner}-${today}`);
  const isOwned = (): boolean => existsSync(made) && lstatSync(made).uid === owner;
  if (isOwned()) return join(made, 'data');
  removeOld(today);
  const dir = mkdtempSync(join(temporaryRoot, `${prefix}new-`));
  if (uid !== undefined) chownSync(dir, uid, -1);
  const args = [
    '-A',
    'trust',
    '-U',
    'postgres',
    '-E',
    'UTF8',
    '--locale=C',
    '--no-sync',
    '-D',
    join(dir, 'data'),
  ];
  await run(findBinary('initdb') as string, args, { cwd: dir, ...(uid !== undefined && { uid }) });
  try {
    renameSync(dir, made);
  } catch (error) {
    rmSync(dir, { recursive: true, force: true });
    if (!isOwned()) throw error; // else another test process was first
  }
  return join(made, 'data');
}

/**
 * Copies a cluster that initdb made, which is quicker than to make one.
 *
 * @param to - the data directory, which does not exist yet
 * @param uid - who runs the server
 */
export async function copyCluster(to: string, uid: number | undefined): Promise<void> {
  await run('cp', ['-R', '-p', await template(uid), to], { ...(uid !== undefined && { uid }) });
}
