import type { Socket } from 'node:net';
import { Client } from 'pg';
import type { Failpoints } from '../failpoint.ts';
import { flushed } from './flushed.ts';
import { kindOf, type Kinds } from './kinds.ts';

const kinds: Kinds = {
  migrate:
    /CREATE SCHEMA|\.create_queue\(|CREATE (INDEX|TABLE) IF NOT EXISTS|UPDATE pgboss\.queue SET retry_limit/,
  prune: /pgbossj\w+deletion'/,
  put: /^\s*INSERT INTO pgboss\.j\w+ \(\s*id,\s*name,\s*data/,
  claim: /^\s*WITH\s+next AS/,
  lease: /SET heartbeat_seconds/,
  extend: /SET\s+heartbeat_on/,
  done: /state = 'completed',\s*output/,
  fail: /^\s*WITH\s+deleted_jobs AS/,
  update: /^\s*WITH\s+o AS/,
  reopen: /SET state = 'failed' WHERE name/,
  retry: /SET\s+state = 'retry',\s*retry_limit/,
};

type Callback = (error: Error | undefined, result: unknown) => void;

/**
 * A client that comes to failpoints: `before-` a statement is sent, when it is `sent-` and not answered, and `after-` its
 * answer; of what is in a transaction `in-` before COMMIT, at `commit-` when that is sent, and when it is `committed-`.
 */
export function watchedClient(points: Failpoints): typeof Client {
  return class WatchedClient extends Client {
    #seen = new Set<string>();

    // What pg declares are ten overloads; pools and applications call it with text, values and perhaps a callback.
    override query(...given: unknown[]): never {
      const [text, ...rest] = given;
      const ask = Reflect.get(Client.prototype, 'query') as (...all: readonly unknown[]) => unknown;
      const names = typeof text === 'string' ? this.#namesOf(text) : undefined;
      if (!names) return ask.apply(this, given) as never;
      for (const name of names.before) points.reach(name);
      const answered = (): void => {
        for (const name of names.after) points.reach(name);
      };
      const callback = rest.at(-1) as Callback | undefined;
      const watched: Callback = (error, result) => {
        if (!error) answered();
        callback?.(error, result);
      };
      const isCalledBack = typeof callback === 'function';
      const answer = ask.call(this, text, ...(isCalledBack ? [...rest.slice(0, -1), watched] : rest));
      this.#killWhenSent(names.sent);
      if (isCalledBack) return answer as never;
      return (answer as Promise<unknown>).then((result) => {
        answered();
        return result;
      }) as never;
    }

    #namesOf(text: string): Record<'before' | 'sent' | 'after', readonly string[]> | undefined {
      if (text === 'BEGIN') this.#seen.clear();
      if (text === 'COMMIT') {
        const seen = [...this.#seen];
        const named = (moment: string): string[] => seen.map((kind) => `${moment}-${kind}`);
        return { before: named('in'), sent: named('commit'), after: named('committed') };
      }
      const kind = kindOf(kinds, text);
      if (kind === undefined) return undefined;
      this.#seen.add(kind);
      return { before: [`before-${kind}`], sent: [`sent-${kind}`], after: [`after-${kind}`] };
    }

    #killWhenSent(names: readonly string[]): void {
      const due = names.filter((name) => points.isDue(name));
      if (due.length === 0) return;
      const { stream } = (this as unknown as { readonly connection: { readonly stream: Socket } }).connection;
      void flushed(stream).then(() => {
        for (const name of due) points.hit(name);
      });
    }
  };
}
