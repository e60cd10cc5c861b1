import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { askPort } from './ask-port.ts';
import { findBinary } from '../../scripts/lib/servers.mjs';
import { findPort } from './find-port.ts';
import { copyCluster, postgresUser } from './postgres-cluster.ts';
import { dropDatabases } from './create-database.ts';
import { createServerDir } from './server-dir.ts';
import { createServerProcess } from './server-process.ts';
import { share, type Shared } from './share.ts';

/** How PostgreSQL runs. */
export interface PostgresConfig {
  /** As in postgresql.conf: `{ fsync: 'off', max_connections: '20' }`. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** Where a PostgreSQL is, on the loopback interface; everybody is trusted. */
export interface PostgresAddress {
  readonly kind: 'postgres';
  readonly port: number;
  /** `postgresql://postgres@127.0.0.1:12345/postgres` */
  readonly url: string;
  /** Runs SQL in the database of `url`, or in that of another URL, and gives its rows as text. */
  psql(sql: string, url?: string): Promise<string>;
}

/** A PostgreSQL of its own. */
export interface PostgresServer extends PostgresAddress {
  /** Where its data is. */
  readonly dir: string;
  /** Undefined while it does not run. */
  pid(): number | undefined;
  /** Ends it for good and removes its data. */
  stop(): Promise<void>;
  /** Kills it, and every process of its connections, as a crash does; `restart` brings it back. */
  kill(): Promise<void>;
  /** `fast` rolls back and writes all down first; `immediate` recovers as after a crash. (`fast`) */
  restart(mode?: 'fast' | 'immediate'): Promise<void>;
}

const programs = ['postgres', 'initdb', 'psql'].map(findBinary);
const [program, , psqlProgram] = programs;

/** Whether PostgreSQL is installed. */
export const hasPostgres: boolean = !programs.includes(undefined);

/** The first message of a connection, in protocol 3.0. */
function startupMessage(): Uint8Array {
  const text = Buffer.from('user\0postgres\0database\0postgres\0\0');
  const head = Buffer.alloc(8);
  head.writeInt32BE(8 + text.length, 0);
  head.writeInt32BE(3 << 16, 4);
  return Buffer.concat([head, text]);
}

function toArgs({ settings = {} }: PostgresConfig, port: number, data: string): string[] {
  const all = {
    listen_addresses: '127.0.0.1',
    port: `${port}`,
    unix_socket_directories: '',
    // Files of its own directory, so that a killed server leaves none elsewhere.
    dynamic_shared_memory_type: 'mmap',
    ...settings,
  };
  return ['-D', data, ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
}

/** How to speak with the PostgreSQL of a port. */
function addressOf(port: number): PostgresAddress {
  const url = `postgresql://postgres@127.0.0.1:${port}/postgres`;
  return {
    kind: 'postgres',
    port,
    url,
    async psql(sql, database = url) {
      const args = ['-X', '-q', '-A', '-t', '-v', 'ON_ERROR_STOP=1', '-c', sql, database];
      const { stdout } = await promisify(execFile)(psqlProgram as string, args);
      return stdout.trimEnd();
    },
  };
}

/**
 * Starts PostgreSQL. It ends with this process, if not before.
 *
 * @returns the server, which accepts connections
 * @throws Error where it is not installed or does not start; the message has the end of its log
 */
export async function startPostgres(config: PostgresConfig = {}): Promise<PostgresServer> {
  if (program === undefined || !hasPostgres)
    throw new Error('PostgreSQL is missing: apt-get install postgresql.');
  const port = await findPort();
  const uid = postgresUser();
  const dir = createServerDir(uid);
  const data = join(dir, 'data');
  const server = createServerProcess({
    program,
    args: toArgs(config, port, data),
    dir,
    ...(uid !== undefined && { uid }),
    endSignal: 'SIGQUIT',
    isReady: async () => (await askPort(port, startupMessage())).startsWith('R'),
  });
  try {
    await copyCluster(data, uid);
    await server.start();
  } catch (error) {
    await server.dispose();
    throw error;
  }
  return {
    ...addressOf(port),
    dir,
    pid: server.pid,
    stop: server.dispose,
    kill: () => server.end('SIGKILL'),
    async restart(mode = 'fast') {
      await server.end(mode === 'fast' ? 'SIGINT' : 'SIGQUIT');
      await server.start();
    },
  };
}

/** Holds the port of the PostgreSQL that all files of a run share; not set where each has its own. */
export const portVariable = 'HOOKLATCH_TEST_POSTGRES_PORT';

/**
 * Starts a PostgreSQL that many share. It writes when it likes (`fsync` is off): what a machine's crash leaves is not
 * its business, and the disk is what tests would wait for.
 */
export const startLent = (): Promise<PostgresServer> =>
  startPostgres({ settings: { fsync: 'off', full_page_writes: 'off', max_connections: '500' } });

/** Where the run has a PostgreSQL: that one, which outlives this test file, but not with its databases. */
async function findLent(): Promise<PostgresAddress & { stop(): Promise<void> }> {
  const { [portVariable]: port } = process.env;
  if (port === undefined) return startLent();
  const address = addressOf(Number(port));
  return { ...address, stop: () => dropDatabases(address) };
}

/**
 * One PostgreSQL for everything in a test file, or in all files of a run. Each takes databases of its own
 * (`createDatabase`), and nobody ends a server that others have.
 *
 * @returns the server; the file's own stops when everybody who asked has called `release`
 */
export const sharedPostgres: () => Promise<Shared<PostgresAddress>> = share(findLent);
