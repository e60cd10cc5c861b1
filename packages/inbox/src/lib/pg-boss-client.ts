/** Which attempt of a job is meant: pg-boss does nothing where it is another one's by now. */
export interface PgBossAttempt {
  readonly id: string;
  readonly retryCount: number;
}

/** A job that was fetched. */
export interface PgBossJob extends PgBossAttempt {
  readonly data: unknown;
  readonly heartbeatSeconds: number | null;
}

/** A job that was looked for. */
export interface PgBossFoundJob extends PgBossJob {
  readonly state: string;
}

/** Where pg-boss runs a statement. */
export interface PgBossDb {
  executeSql(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>;
}

/** pg-boss's own connections; a `db` that the application gave it may have no transactions. */
export interface PgBossConnections extends PgBossDb {
  beginTransaction?(): Promise<{
    readonly db: PgBossDb;
    commit(): Promise<void>;
    rollback(): Promise<void>;
  }>;
}

interface InTransaction {
  readonly db?: PgBossDb;
}

/** What pg-boss says after it has changed jobs; its types do not tell how many. */
export interface PgBossResponse {
  readonly affected?: number;
}

interface JobChanges extends InTransaction {
  readonly id: string;
  readonly startAfter?: string | number;
  readonly retryLimit?: number;
  readonly deleteAfterSeconds?: number;
}

interface QueueSettings {
  readonly retryLimit: number;
  readonly retryDelay: number;
  readonly retryBackoff: boolean;
  readonly expireInSeconds: number;
  readonly heartbeatSeconds: number;
  readonly retentionSeconds: number;
  readonly deleteAfterSeconds: number;
}

/** A `PgBoss`, from 12.35 on. */
export interface PgBossLike {
  getDb(): PgBossConnections;
  createQueue(name: string, options: QueueSettings & { readonly partition: boolean }): Promise<void>;
  updateQueue(name: string, options: QueueSettings): Promise<void>;
  getQueue(name: string): Promise<{ readonly policy?: string; readonly table: string } | null>;
  insert(
    name: string,
    jobs: { id: string; data: object; deleteAfterSeconds?: number }[],
    options?: InTransaction & { readonly returnId?: boolean },
  ): Promise<string[] | null>;
  fetch(name: string, options: InTransaction & { readonly batchSize: number }): Promise<PgBossJob[]>;
  findJobs(name: string, options: InTransaction & { readonly id: string }): Promise<PgBossFoundJob[]>;
  touch(name: string, job: PgBossAttempt): Promise<PgBossResponse>;
  complete(name: string, job: PgBossAttempt, data: null, options?: InTransaction): Promise<PgBossResponse>;
  fail(
    name: string,
    job: string | PgBossAttempt | PgBossAttempt[],
    data: object | null,
    options?: InTransaction,
  ): Promise<PgBossResponse>;
  update(name: string, data: object | undefined, options: JobChanges): Promise<{ readonly updated: number }>;
  retry(name: string, id: string, options: InTransaction): Promise<PgBossResponse>;
  cancel(name: string, id: string, options: InTransaction): Promise<PgBossResponse>;
  deleteJob(name: string, id: string): Promise<PgBossResponse>;
}

/** A connection that a pool has lent. */
export interface PgPoolClientLike {
  query(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>;
  on(event: 'error', listener: (error: Error) => void): unknown;
  off(event: 'error', listener: (error: Error) => void): unknown;
  release(error?: Error | boolean): void;
}

/** A `Pool` of `pg`. */
export interface PgPoolLike {
  readonly totalCount: number;
  query(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>;
  connect: {
    (): Promise<PgPoolClientLike>;
    (callback: (...values: unknown[]) => void): void;
  };
}

/** What a pool lends: with `pg` a `PoolClient`. */
export type PgPoolClient<Pool extends PgPoolLike> = Pool extends {
  connect: { (): Promise<infer Client>; (callback: (...values: unknown[]) => void): void };
}
  ? Client
  : never;

/** What everything about an inbox in pg-boss is made of. */
export interface PgBossParts {
  readonly boss: PgBossLike;
  readonly pool: PgPoolLike;
  /** Of pg-boss; a plain name. */
  readonly schema: string;
  readonly queue: string;
  readonly retentionSeconds: number;
}

/**
 * How many jobs pg-boss has changed.
 *
 * @throws Error where it does not tell
 */
export function affectedOf({ affected }: PgBossResponse): number {
  if (typeof affected !== 'number') throw new Error('pgBossInbox needs pg-boss 12.35 or a later one of 12.');
  return affected;
}
