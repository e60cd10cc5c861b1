import { sign } from '@hooklatch/testing';
import { standardWebhooks } from '@hooklatch/providers/standard-webhooks';
import { describe, expect, test } from 'vitest';
import { createDatabase } from '../../../../test/servers/create-database.ts';
import { hasPostgres } from '../../../../test/servers/postgres.ts';
import { usePostgres } from '../../../../test/servers/use-postgres.ts';
import { openGateway } from './open-gateway.ts';

const secret = `whsec_${Buffer.from('a secret of thirty two letters!!').toString('base64')}`;
const key = 'a key that both processes are given';

describe.skipIf(!hasPostgres)('two gateways on one PostgreSQL', () => {
  const server = usePostgres();

  test('either token sets both up, a session counts at both, and what one receives the other shows', async () => {
    const database = { url: await createDatabase(server) };
    await using first = await openGateway({ database, key });
    await using second = await openGateway({ database, key });
    expect(first.gateway.setupToken).not.toBe(second.gateway.setupToken);
    const cookie = await second.setUp();
    expect((await first.ask('/session')).json['isSetUp']).toBe(true);
    const [, session = ''] = cookie.split('=');
    const own = `hooklatch-gateway-${new URL(first.gateway.listening.dashboard).port}=${session}`;
    const body = { name: 'Orders', provider: 'standard-webhooks', secrets: [secret] };
    const { json } = await first.ask('/endpoints', { method: 'POST', cookie: own, body });
    const url = new URL((json['url'] as string) ?? '').pathname;
    const signed = await sign(standardWebhooks({ secret }), { secret, id: 'msg_1', time: Date.now() });
    const answered = await fetch(first.gateway.listening.ingest + url, {
      method: 'POST',
      headers: Object.fromEntries(signed.headers.entries()),
      body: new Uint8Array(signed.body),
    });
    expect(answered.status).toBe(200);
    expect((await second.ask('/events', { cookie })).json['items']).toMatchObject([{ eventId: 'msg_1' }]);
  });

  test('with another key the second does not start', async () => {
    const database = { url: await createDatabase(server) };
    await using first = await openGateway({ database, key });
    const other = openGateway({ database, key: 'a key that is not the same at all' });
    await expect(other).rejects.toThrow(/sealed with another key/);
    expect((await first.ask('/session')).status).toBe(200);
  });
});
