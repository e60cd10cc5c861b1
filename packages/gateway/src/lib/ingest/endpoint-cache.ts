import { hash } from 'node:crypto';
import { sql } from 'kysely';
import type { GatewayContext } from '../context.ts';
import type { Row } from '../database/schema.ts';
import { readSecrets } from '../endpoints/read-secrets.ts';
import { toLiveEndpoint, type LiveEndpoint, type Receiver } from '../endpoints/live-endpoint.ts';

/** The endpoints that are enabled, by what their address is told by. */
export interface EndpointCache {
  /**
   * Looks one up; undefined where there is none, it is disabled or it was deleted, which all take the same way.
   *
   * @throws Error where it cannot be used
   */
  find(slug: string): Promise<LiveEndpoint | undefined>;
  stop(): void;
}

interface Entry {
  readonly row: Row<'endpoints'>;
  readonly secrets: readonly Row<'secrets'>[];
  live: LiveEndpoint | undefined;
}

/** How long another process's change may go unseen, in milliseconds. */
const staleMs = 2000;
/** How long a request waits for a database that does not answer, in milliseconds. */
const patienceMs = 1000;
/** How long it is left alone after it has failed, in milliseconds. */
const restMs = 500;

/**
 * Keeps what verifies deliveries ready. It is made anew when the bus says that something was configured, and looks
 * whether another process has changed something at most every two seconds.
 *
 * @param context - of the gateway
 * @param receiver - where what is found goes
 */
export function createEndpointCache(context: GatewayContext, receiver: Receiver): EndpointCache {
  let entries: ReadonlyMap<string, Entry> = new Map();
  let version: string | undefined;
  let checkedAt = -Infinity;
  let isStale = true;
  let checking: Promise<void> | undefined;
  let restsUntil = -Infinity;
  const unlisten = context.bus.listen(({ kind }) => {
    if (kind === 'configured') isStale = true;
  });
  const check = async (): Promise<void> => {
    // What is told from here on is not seen by what is read now.
    isStale = false;
    checkedAt = performance.now();
    try {
      const current = await versionOf(context);
      if (current !== version) entries = await readEntries(context, entries);
      version = current;
    } catch (error) {
      isStale = true;
      restsUntil = performance.now() + restMs;
      context.log.error({ err: error }, 'endpoints cannot be read; those that are known are used');
    }
  };
  const isDue = (): boolean => {
    const time = performance.now();
    return time >= restsUntil && (isStale || time - checkedAt > staleMs);
  };
  const refresh = async (): Promise<void> => {
    checking ??= check().finally(() => {
      checking = undefined;
    });
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, patienceMs);
    });
    await Promise.race([checking, late]);
    clearTimeout(timer);
  };
  return {
    async find(slug) {
      const name = nameOf(slug);
      if (checking || isDue()) await refresh();
      // Something was configured while it was read.
      if (isDue()) await refresh();
      const entry = entries.get(name);
      if (!entry) {
        if (isStale || checking) throw new Error('The database does not say which endpoints there are.');
        return undefined;
      }
      if (!entry.live || entry.live.until <= context.now()) {
        entry.live = toLiveEndpoint(context, entry.row, entry.secrets, receiver);
      }
      return entry.live;
    },
    stop: unlisten,
  };
}

/** What a slug is kept under: how long it takes to find one tells nothing of those that there are. */
function nameOf(slug: string): string {
  return hash('sha256', slug, 'base64');
}

/** Changes whenever an endpoint does, or one of its secrets: whoever changes one changes `updated_at`. */
async function versionOf({ db }: GatewayContext): Promise<string> {
  const { rows } = await sql<Record<string, unknown>>`SELECT count(*) AS count, max(updated_at) AS latest,
    sum(updated_at % 1000000007) AS sum, count(deleted_at) AS deleted FROM endpoints`.execute(db);
  return JSON.stringify(rows[0]);
}

async function readEntries(
  { db }: GatewayContext,
  before: ReadonlyMap<string, Entry>,
): Promise<ReadonlyMap<string, Entry>> {
  const rows = await db
    .selectFrom('endpoints')
    .selectAll()
    .where('enabled', '=', 1)
    .where('deleted_at', 'is', null)
    .execute();
  const changed = rows.filter((row) => before.get(nameOf(row.slug))?.row.updated_at !== row.updated_at);
  const secrets = await readSecrets(
    db,
    changed.map(({ id }) => id),
  );
  return new Map(
    rows.map((row) => {
      const name = nameOf(row.slug);
      const known = before.get(name);
      if (known?.row.updated_at === row.updated_at) return [name, known];
      return [name, { row, secrets: secrets.get(row.id) ?? [], live: undefined }];
    }),
  );
}
