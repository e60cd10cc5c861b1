import { askPort } from './ask-port.ts';
import { findBinary } from '../../scripts/lib/servers.mjs';
import { findPort } from './find-port.ts';
import { createServerDir } from './server-dir.ts';
import { createServerProcess } from './server-process.ts';
import { share, type Shared } from './share.ts';

/** How Redis keeps its data. */
export interface RedisConfig {
  /** (true) */
  readonly appendonly?: boolean;
  /** (`always`) */
  readonly appendfsync?: 'always' | 'everysec';
  /** `2mb`; unlimited where absent. */
  readonly maxmemory?: string;
  /** (`noeviction`) */
  readonly maxmemoryPolicy?: string;
  /** More of the command line: `['--save', '60', '1']`. */
  readonly args?: readonly string[];
}

/** A Redis of its own, on the loopback interface. */
export interface RedisServer {
  readonly kind: 'redis';
  readonly port: number;
  /** `redis://127.0.0.1:12345` */
  readonly url: string;
  /** Where its data is. */
  readonly dir: string;
  /** Undefined while it does not run. */
  pid(): number | undefined;
  /** Ends it for good and removes its data. */
  stop(): Promise<void>;
  /** Kills it as a crash does; `restart` brings it back. */
  kill(): Promise<void>;
  /** Ends it in order, where it runs, and starts it with the same data at the same port. */
  restart(): Promise<void>;
  /** `SIGSTOP` and `SIGCONT` make it hang for a while. */
  signal(name: NodeJS.Signals): void;
}

const program = findBinary('redis-server');

/** Whether Redis is installed. */
export const hasRedis: boolean = program !== undefined;

/** How many databases a server has. */
export const redisDatabases = 1000;

function toArgs(config: RedisConfig, port: number, dir: string): string[] {
  const { appendonly = true, appendfsync = 'always', maxmemory, maxmemoryPolicy = 'noeviction' } = config;
  const { args = [] } = config;
  const options = {
    port: `${port}`,
    bind: '127.0.0.1',
    dir,
    databases: `${redisDatabases}`,
    appendonly: appendonly ? 'yes' : 'no',
    appendfsync,
    'maxmemory-policy': maxmemoryPolicy,
    ...(maxmemory !== undefined && { maxmemory }),
    ...(!args.includes('--save') && { save: '' }),
  };
  return [...Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]), ...args];
}

/**
 * Starts Redis. It ends with this process, if not before.
 *
 * @returns the server, which answers
 * @throws Error where it is not installed or does not start; the message has the end of its log
 */
export async function startRedis(config: RedisConfig = {}): Promise<RedisServer> {
  if (program === undefined) throw new Error('Redis is missing: apt-get install redis-server.');
  const port = await findPort();
  const dir = createServerDir();
  const server = createServerProcess({
    program,
    args: toArgs(config, port, dir),
    dir,
    endSignal: 'SIGKILL',
    isReady: async () => (await askPort(port, 'PING\r\n')).startsWith('+PONG'),
  });
  try {
    await server.start();
  } catch (error) {
    await server.dispose();
    throw error;
  }
  return {
    kind: 'redis',
    port,
    url: `redis://127.0.0.1:${port}`,
    dir,
    pid: server.pid,
    stop: server.dispose,
    kill: () => server.end('SIGKILL'),
    async restart() {
      await server.end('SIGTERM');
      await server.start();
    },
    signal: server.signal,
  };
}

/**
 * One Redis for everything in a test file.
 *
 * @returns the server; it stops when everybody who asked has called `release`
 */
export const sharedRedis: () => Promise<Shared<RedisServer>> = share(() => startRedis());
