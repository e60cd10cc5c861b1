import { sql } from 'kysely';
import type { GatewayContext } from '../context.ts';
import type { Follower } from '../routing/router.ts';
import { toEventWords } from './event-words.ts';

/**
 * Makes events searchable by their words.
 *
 * @param context - of the gateway
 * @returns a follower
 */
export function followWithText({ kind }: GatewayContext): Follower {
  return async (tx, events) => {
    if (events.length === 0) return;
    const rows = events.map((event) => {
      const words = toEventWords(event);
      return kind === 'sqlite'
        ? sql`(${event.seq}, ${words.join(' ')})`
        : sql`(${event.seq}, array_to_tsvector(${words}::text[]))`;
    });
    const number = sql.ref(kind === 'sqlite' ? 'rowid' : 'seq');
    await sql`INSERT INTO event_text (${number}, text) VALUES ${sql.join(rows)}`.execute(tx);
  };
}
