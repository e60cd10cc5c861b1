import { mkdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { DatabaseOrigin } from '../database/open-database.ts';
import { createGateway, type Gateway } from '../gateway.ts';
import { createLogger } from './create-logger.ts';
import type { ExitCode, Io } from './io.ts';
import { keyVariable } from './read-key.ts';
import { describeDatabase, findDatabase, readSettings } from './start-options.ts';

/**
 * Starts a gateway, says where it is, and waits until it is to stop.
 *
 * @param given - flags as commander gives them
 */
export async function runStart(given: Readonly<Record<string, unknown>>, io: Io): Promise<ExitCode> {
  const { env, signal } = io;
  const database = findDatabase(io, given['data'] as string | undefined);
  if ('file' in database) await keepOutOfGit(database.file);
  const gateway = await createGateway({
    ...readSettings(given, env),
    database,
    key: env[keyVariable],
    log: createLogger((given['logLevel'] as string | undefined) ?? env['HOOKLATCH_GATEWAY_LOG_LEVEL']),
  });
  io.stdout.write(describe(gateway, database, io));
  await new Promise<void>((resolve) => {
    if (signal.aborted) return resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
  io.stderr.write('Stopping: what is at work is finished first.\n');
  await gateway.close();
  return 0;
}

function describe(gateway: Gateway, database: DatabaseOrigin, { style }: Io): string {
  const { dashboardUrl, ingestUrl, listening, setupToken, warnings } = gateway;
  const rows = [
    ['Dashboard', dashboardUrl],
    ['Providers', `${ingestUrl}/in/…`],
    ['Database', describeDatabase(database)],
  ];
  if (!dashboardUrl.startsWith(listening.dashboard))
    rows.push(['Listening', `${listening.dashboard} and ${listening.ingest}`]);
  const lines = rows.map(([name = '', value = '']) => `${style('bold', name.padEnd(11))}${value}`);
  if (setupToken !== undefined) {
    lines.push('', 'Make the first owner here; the token is good for once:');
    lines.push(
      `${style('bold', 'Setup'.padEnd(11))}${dashboardUrl.replace(/\/$/, '')}/setup#token=${setupToken}`,
    );
    lines.push(`${style('bold', 'Token'.padEnd(11))}${setupToken}`);
  }
  for (const warning of warnings) lines.push('', `${style('yellow', 'Warning')}    ${warning}`);
  return `${lines.join('\n')}\n\n`;
}

/** The directory that the gateway makes in a project keeps itself out of the repository. */
async function keepOutOfGit(file: string): Promise<void> {
  const folder = dirname(file);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (basename(folder) !== '.hooklatch') return;
  // One that is there already is its owner's.
  await writeFile(join(folder, '.gitignore'), '*\n', { flag: 'wx' }).catch(() => {});
}
