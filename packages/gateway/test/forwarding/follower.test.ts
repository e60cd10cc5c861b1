import { expect, test } from 'vitest';
import {
  changeConnection,
  createConnection,
  deleteConnection,
} from '../../src/lib/forwarding/connections.ts';
import { createDestination } from '../../src/lib/forwarding/destinations.ts';
import { testFilter } from '../../src/lib/forwarding/test-filter.ts';
import { onEachDatabase } from '../lib/on-each-database.ts';
import { statesOf } from './lib/dispatch.ts';
import { actor, openStage, type GivenEvent } from './lib/stage.ts';

const url = 'http://127.0.0.1:1';

onEachDatabase('what becomes a forward', (database) => {
  test.each<readonly [string, string | undefined, GivenEvent, boolean]>([
    ['without a filter', undefined, {}, true],
    ['by its type', 'type=invoice.*', { type: 'invoice.paid' }, true],
    ['not of another type', 'type=invoice.*', { type: 'customer.created' }, false],
    ['by its body', 'body.amount>=1000', { body: '{"amount":1000}' }, true],
    ['not of less', 'body.amount>=1000', { body: '{"amount":999}' }, false],
    ['not where the body is no JSON', 'body.amount>=1000', { body: 'amount=1000' }, false],
    ['by a header', 'headers.x-kind=a', { headers: [['X-Kind', 'a']] }, true],
    ['by the query', 'query.kind=a', { target: '/in/x?kind=a' }, true],
    ['by the provider, as JSON', '{"provider":"stripe"}', {}, true],
    ['not what was rejected', undefined, { outcome: 'rejected' }, false],
    ['not a handshake', undefined, { outcome: 'handshake' }, false],
    ['not a duplicate', undefined, { outcome: 'duplicate', duplicateOf: 'evt_none' }, false],
  ])('%s', async (_, filter, event, isForwarded) => {
    await using stage = await openStage(database);
    const { id, connection } = await stage.connect({ url, ...(filter !== undefined && { filter }) });
    const [eventId] = await stage.store(event);
    const expected = {
      event: eventId,
      connection_id: connection,
      destination_id: id,
      endpoint_id: stage.endpoint,
      state: 'queued',
    };
    expect(await stage.forwards()).toMatchObject(isForwarded ? [expected] : []);
  });

  test('one for each connection that is on', async () => {
    await using stage = await openStage(database);
    const [one, two, three] = [
      await stage.connect({ url }),
      await stage.connect({ url }),
      await stage.connect({ url }),
    ];
    await changeConnection(stage.context, actor, two.connection, { isEnabled: false });
    await deleteConnection(stage.context, actor, three.connection);
    await stage.store({}, {});
    expect((await stage.forwards()).map((forward) => forward.connection_id)).toEqual([
      one.connection,
      one.connection,
    ]);
  });

  test('a duplicate has the dead forward of the first begin anew, and no other', async () => {
    await using stage = await openStage(database);
    const { db } = stage.context;
    const dead = await stage.connect({ url });
    const delivered = await stage.connect({ url });
    const [original = ''] = await stage.store({});
    await db.updateTable('forwards').set({ attempts: 12, settled_at: 1 }).execute();
    await db.updateTable('forwards').set({ state: 'dead' }).where('destination_id', '=', dead.id).execute();
    await db
      .updateTable('forwards')
      .set({ state: 'delivered' })
      .where('destination_id', '=', delivered.id)
      .execute();
    await stage.store({ outcome: 'duplicate', duplicateOf: original });
    const [one, other] = await stage.forwards();
    expect(one?.destination_id).toBe(dead.id);
    expect(one).toMatchObject({ state: 'queued', spent: 12, settled_at: null });
    expect(other).toMatchObject({ state: 'delivered', spent: 0, settled_at: 1 });
  });

  test('a dead forward that was replayed with success stays dead', async () => {
    await using stage = await openStage(database);
    const { db } = stage.context;
    await stage.connect({ url });
    const [original = ''] = await stage.store({});
    const [first] = await stage.forwards();
    await db.updateTable('forwards').set({ state: 'dead' }).execute();
    await db
      .insertInto('forwards')
      .values({ ...(first as NonNullable<typeof first>), id: 'fwd_z', replay: 1, state: 'delivered' })
      .execute();
    await stage.store({ outcome: 'duplicate', duplicateOf: original });
    expect(await statesOf(stage)).toEqual(['dead', 'delivered']);
  });

  test.each([
    ['an unknown field', 'kind=a', 'unknown field kind'],
    ['an unknown operator', '{"type":{"$like":"a"}}', 'unknown operator'],
    ['no JSON', '{', 'is no JSON'],
    ['a bad short form', 'type=', 'needs a value'],
  ])('a filter is refused with its own sentence: %s', async (_, filter, sentence) => {
    await using stage = await openStage(database);
    const { id: destinationId, connection } = await stage.connect({ url });
    const given = { endpointId: stage.endpoint, destinationId, filter };
    const refusal = { status: 422, code: 'filter', message: expect.stringContaining(sentence) as string };
    await expect(createConnection(stage.context, actor, given)).rejects.toMatchObject(refusal);
    await expect(changeConnection(stage.context, actor, connection, { filter })).rejects.toMatchObject(
      refusal,
    );
    expect(await testFilter(stage.context, { filter })).toMatchObject({ error: refusal.message, items: [] });
  });

  test('a filter is tried on the last verified events', async () => {
    await using stage = await openStage(database);
    await stage.store({ type: 'a' }, { type: 'b' }, { type: 'a', outcome: 'rejected' });
    const trial = await testFilter(stage.context, {
      filter: 'type=a',
      endpointId: stage.endpoint,
      limit: 10,
    });
    expect(trial).toMatchObject({ error: null, matched: 1, of: 2 });
    expect(trial.items.map(({ type, isMatch }) => [type, isMatch])).toEqual([
      ['b', false],
      ['a', true],
    ]);
  });

  test.each([
    ['another scheme', { url: 'ftp://example.com' }, 'begins with https: or http:'],
    ['a password', { url: 'https://a:b@example.com' }, 'a user or a password'],
    ['a private address', { url: 'http://10.0.0.1/' }, 'private address'],
    [
      'a header of ours',
      { url: 'https://example.com', headers: [['Hooklatch-Attempt', '1']] },
      'set by the gateway',
    ],
    [
      'a header of the connection',
      { url: 'https://example.com', headers: [['Transfer-Encoding', 'x']] },
      'set by the gateway',
    ],
    [
      'a header with a line break',
      { url: 'https://example.com', headers: [['X-A', 'a\r\nX-B: b']] },
      'one line',
    ],
    ['a field that is not known', { url: 'https://example.com', method: 'PUT' }, 'config.'],
  ])('a destination is refused: %s', async (_, config, sentence) => {
    await using stage = await openStage(database);
    const made = createDestination(stage.context, actor, { name: 'x', kind: 'http', config });
    await expect(made).rejects.toMatchObject({
      status: 422,
      message: expect.stringContaining(sentence) as string,
    });
  });

  test('what is secret of a destination is sealed, and not in the audit log', async () => {
    await using stage = await openStage(database);
    const config = {
      url: 'https://example.com/hook?key=topsecret',
      headers: [['Authorization', 'Bearer topsecret']],
    };
    const made = await createDestination(stage.context, actor, { name: 'x', kind: 'http', config });
    expect(made.label).toBe('https://example.com/hook');
    expect(made.signingSecret).toMatch(/^whsec_/);
    const row = await stage.destination(made.id);
    expect(Buffer.from(row.config).toString('latin1')).not.toContain('topsecret');
    const audit = await stage.context.db.selectFrom('audit').selectAll().execute();
    expect(audit).toMatchObject([{ action: 'destination.create', subject: made.id }]);
    expect(JSON.stringify([audit, { ...row, config: '' }, { ...made, signingSecret: '' }])).not.toMatch(
      /topsecret|whsec_/,
    );
  });
});
