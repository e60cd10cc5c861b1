import { createWebhook } from '@hooklatch/core';
import type { WebhookStore } from '@hooklatch/core/store';
import { standardWebhooks } from '@hooklatch/providers/standard-webhooks';
import { sign } from '@hooklatch/testing';
import { describe, expect, test } from 'vitest';
import { createDatabase } from '../../../test/servers/create-database.ts';
import { hasPostgres } from '../../../test/servers/postgres.ts';
import { usePostgres } from '../../../test/servers/use-postgres.ts';
import { postgresOpeners } from './lib/postgres-clients.ts';
import { createNotes } from './lib/postgres-contract.ts';
import { openNotes, sqliteOpeners } from './lib/sqlite-clients.ts';
import { createSqliteFile } from './lib/sqlite-file.ts';

const secret = 'whsec_c3RhbmRhcmQtd2ViaG9va3MtdHJhbnNhY3Rpb24=';

/**
 * Sends an event whose handler writes in a transaction: at first it fails there, then it goes well, and then it comes twice
 * more. What was answered, and how often the handler began.
 */
async function sendFourTimes(
  store: WebhookStore,
  write: (tx: unknown, text: string) => unknown,
  texts: () => Promise<readonly string[]>,
): Promise<readonly unknown[]> {
  const attempts: number[] = [];
  const provider = standardWebhooks({ secret });
  const webhook = createWebhook(provider, {
    store,
    onDelivery: false,
    on: {
      '*': (_event, { attempt, withTransaction }) => {
        attempts.push(attempt);
        return withTransaction((tx) => {
          const written = write(tx, 'written');
          if (attempt > 1) return written;
          const fail = (): never => {
            throw new Error('the handler failed');
          };
          return written instanceof Promise ? written.then(fail) : fail();
        });
      },
    },
  });
  const delivery = await sign(provider, { secret, type: 'order.paid', id: 'msg_1' });
  const answers: unknown[] = [];
  for (const expected of ['failed', 'handled', 'again', 'and again']) {
    const { status } = await webhook.handle(delivery);
    answers.push([expected, status, (await texts()).filter((text) => text === 'written').length]);
  }
  return [...answers, attempts];
}

const expected = [
  ['failed', 500, 0],
  ['handled', 200, 1],
  ['again', 200, 1],
  ['and again', 200, 1],
  [1, 2],
];

test.each(Object.entries(sqliteOpeners))('a handler writes its effect once, with %s', async (_name, open) => {
  const file = createSqliteFile();
  const notes = openNotes(file.path);
  const { store, write, close } = open(file.path);
  expect(await sendFourTimes(store, write, async () => notes.readAll())).toEqual(expected);
  notes.close();
  close();
  file.remove();
});

describe.skipIf(!hasPostgres)('PostgreSQL', () => {
  const server = usePostgres();

  test.each(Object.entries(postgresOpeners))(
    'a handler writes its effect once, with %s',
    async (_name, open) => {
      const url = await createDatabase(server);
      await server.psql(createNotes, url);
      const { store, write, close } = open(url);
      const texts = async () => (await server.psql('SELECT text FROM notes', url)).split('\n');
      expect(await sendFourTimes(store, write, texts)).toEqual(expected);
      await close();
    },
  );
});
