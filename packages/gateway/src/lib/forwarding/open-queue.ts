import { memoryStore, type InboxMessage, type WebhookInbox } from '@hooklatch/core/store';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Pool } from 'pg';
import type { OpenDestination } from './destination-secrets.ts';

/** A destination that is a queue of the application. */
export type HandOffDestination = Exclude<OpenDestination, { kind: 'http' | 'listen' }>;

/** A queue that takes messages. */
export interface QueueDoor {
  put(message: InboxMessage): ReturnType<WebhookInbox['put']>;
  /** @throws Error where it cannot be reached */
  check(): Promise<void>;
  close(): Promise<void>;
}

type Config<Kind extends HandOffDestination['kind']> = Extract<HandOffDestination, { kind: Kind }>['config'];
type Warn = (text: string) => void;

/**
 * Opens a queue with the engine of `@hooklatch/inbox`.
 *
 * @param warn - gets a sentence for the operator
 * @throws TypeError where the queue's client is not installed
 */
export async function openQueue(destination: HandOffDestination, warn: Warn): Promise<QueueDoor> {
  const { kind, config } = destination;
  if (kind === 'bullmq') return openBullmq(config, warn);
  if (kind === 'pg-boss') return openPgBoss(config, warn);
  return kind === 'sqs' ? openSqs(config) : openQstash(config);
}

const isMissing = (error: unknown): boolean =>
  ['ERR_MODULE_NOT_FOUND', 'MODULE_NOT_FOUND'].includes((error as { code?: string }).code ?? '');

/** Clients are peers of the inbox: they are found where it finds them. */
async function loadClient<Module>(name: string): Promise<Module> {
  try {
    const inbox = createRequire(import.meta.url).resolve('@hooklatch/inbox/package.json');
    const file = createRequire(inbox).resolve(name);
    return (await import(pathToFileURL(file).href)) as Module;
  } catch (error) {
    if (isMissing(error))
      throw new TypeError(`${name} is not installed beside the gateway: npm install ${name}`);
    throw error;
  }
}

async function openBullmq({ url, queue, prefix }: Config<'bullmq'>, warn: Warn): Promise<QueueDoor> {
  await loadClient('bullmq');
  const { bullmqInbox } = await import('@hooklatch/inbox/bullmq');
  const inbox = bullmqInbox({ connection: readRedisUrl(url), queue, prefix, onWarning: warn });
  return {
    put: (message) => inbox.put(message),
    check: async () => void (await inbox.stats()),
    close: () => inbox.close({ graceMs: 0 }),
  };
}

function readRedisUrl(text: string): object {
  const { protocol, hostname, port, username, password, pathname } = new URL(text);
  const decoded = (part: string): string | undefined => (part === '' ? undefined : decodeURIComponent(part));
  return {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port || 6379),
    username: decoded(username),
    password: decoded(password),
    db: Number(pathname.slice(1) || 0),
    ...(protocol === 'rediss:' && { tls: {} }),
  };
}

/** What is used of pg-boss. */
interface PgBossModule {
  readonly PgBoss: new (options: object) => {
    on(event: 'error', listener: (error: Error) => void): unknown;
    start(): Promise<unknown>;
    stop(options: object): Promise<unknown>;
  };
}

async function openPgBoss({ url, queue, schema }: Config<'pg-boss'>, warn: Warn): Promise<QueueDoor> {
  const { PgBoss } = await loadClient<PgBossModule>('pg-boss');
  const { pgBossInbox } = await import('@hooklatch/inbox/pg-boss');
  // The application supervises its queue.
  const boss = new PgBoss({ connectionString: url, schema, max: 2, supervise: false, schedule: false });
  boss.on('error', ({ name }) => warn(`pg-boss has met an error: ${name}`));
  const pool = new Pool({ connectionString: url, max: 1 });
  pool.on('error', () => {});
  const close = async (): Promise<void> => {
    await boss.stop({ graceful: false });
    await pool.end();
  };
  try {
    await boss.start();
    const inbox = pgBossInbox({ boss: boss as never, pool: pool as never, queue, schema });
    await inbox.migrate();
    return {
      put: (message) => inbox.put(message),
      check: async () => void (await inbox.stats()),
      async close() {
        await inbox.close({ graceMs: 0 });
        await close();
      },
    };
  } catch (error) {
    await close().catch(() => {});
    throw error;
  }
}

/** What is used of the client of SQS. */
interface SqsModule {
  readonly SQS: new (options: object) => { destroy(): void };
}

async function openSqs(config: Config<'sqs'>): Promise<QueueDoor> {
  const { queueUrl, region, accessKeyId, secretAccessKey } = config;
  const { SQS } = await loadClient<SqsModule>('@aws-sdk/client-sqs');
  const { sqsInbox } = await import('@hooklatch/inbox/sqs');
  const hasKeys = accessKeyId !== undefined && secretAccessKey !== undefined;
  const client = new SQS({
    region: region ?? /sqs\.([\w-]+)\./.exec(queueUrl)?.[1] ?? 'us-east-1',
    ...(hasKeys && { credentials: { accessKeyId, secretAccessKey } }),
  });
  // Nothing is received here, so that nothing ever goes to the dead.
  const inbox = sqsInbox({
    client: client as never,
    queueUrl,
    deadLetterQueueUrl: queueUrl,
    store: memoryStore(),
  });
  return {
    put: (message) => inbox.put(message),
    check: async () => void (await inbox.stats()),
    async close() {
      await inbox.close({ graceMs: 0 });
      client.destroy();
    },
  };
}

async function openQstash({ token, url, baseUrl }: Config<'qstash'>): Promise<QueueDoor> {
  const { qstashInbox } = await import('@hooklatch/inbox/qstash');
  const inbox = qstashInbox({ token, url, baseUrl, store: memoryStore() });
  return {
    put: (message) => inbox.put(message),
    check: async () => void (await inbox.dead.list({ limit: 1 })),
    close: () => inbox.close({ graceMs: 0 }),
  };
}
