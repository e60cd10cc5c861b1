// A log of the gateway for gateway-search.mjs: many events, and a few at its old end that are hard to find.
import { DatabaseSync } from 'node:sqlite';
import { createId } from '../../packages/gateway/src/lib/create-id.ts';
import { openDatabase } from '../../packages/gateway/src/lib/database/open-database.ts';
import { toEventWords } from '../../packages/gateway/src/lib/log/event-words.ts';

/** When the first event came, in Unix milliseconds. */
export const firstTime = 1_780_000_000_000;
/** Between two events, in milliseconds. */
export const pace = 2600;
const rare = 5;
const together = 10_000;

const insertEvent = `INSERT INTO events (id, endpoint_id, provider, received_at, method, target, outcome, status, code,
  hint, event_id, type, source, remote_address, content_type, bytes, milliseconds, routed)
  VALUES (?, ?, ?, ?, 'POST', '/in/slug', ?, ?, ?, NULL, ?, ?, 'received', '192.0.2.1', 'application/json', ?, 1.2, 1)`;

/** The first ones are rare in every way; of the others each value is as frequent at the beginning as at the end. */
function toEvent(number) {
  const isRare = number < rare;
  const outcome = isRare
    ? 'handshake'
    : number % 50 === 0
      ? 'rejected'
      : number % 20 === 0
        ? 'duplicate'
        : 'verified';
  const body = Buffer.from(
    JSON.stringify({
      id: `evt_${number}`,
      type: `order.type_${number % 40}`,
      object: 'event',
      data: {
        amount: number % 1000,
        customer: `cus_${(number * 7919) % 100_003}`,
        note: isRare ? 'needle' : 'hay',
      },
      half: number % 2 === 0 ? 'even' : 'odd',
    }),
  );
  return {
    endpoint: isRare ? 'end_rare' : `end_${number % 2 === 0 ? 0 : 1 + (number % 8)}`,
    provider: isRare ? 'rare' : number % 3 === 0 ? 'github' : 'stripe',
    time: firstTime + number * pace,
    outcome,
    code: isRare ? 'rare_code' : outcome === 'rejected' ? 'signature_mismatch' : null,
    type: isRare ? 'rare.type' : `order.type_${number % 40}`,
    body,
  };
}

/**
 * Adds events to a log, as if it had been written since then; with the words that they are found by.
 * @param {string} file
 * @param {number} from how many it has
 * @param {number} to how many it will have
 */
export async function fillLog(file, from, to) {
  await (await openDatabase({ file })).close();
  const client = new DatabaseSync(file);
  client.exec('PRAGMA synchronous = OFF; PRAGMA cache_size = -200000');
  const event = client.prepare(insertEvent);
  const content = client.prepare('INSERT INTO contents (seq, headers, body) VALUES (?, ?, ?)');
  const text = client.prepare('INSERT INTO event_text (rowid, text) VALUES (?, ?)');
  for (let start = from; start < to; start += together) {
    client.exec('BEGIN');
    for (let number = start; number < Math.min(to, start + together); number += 1) {
      const { endpoint, provider, time, outcome, code, type, body } = toEvent(number);
      const id = createId('evt', time);
      const status = outcome === 'rejected' ? 400 : 200;
      const { lastInsertRowid: seq } = event.run(
        id,
        endpoint,
        provider,
        time,
        outcome,
        status,
        code,
        `evt_${number}`,
        type,
        body.length,
      );
      content.run(seq, '[["content-type","application/json"]]', body);
      const words = toEventWords({
        id,
        event_id: `evt_${number}`,
        type,
        code,
        hint: null,
        body,
        content_type: 'application/json',
      });
      text.run(seq, words.join(' '));
    }
    client.exec('COMMIT');
  }
  client.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  client.close();
}
