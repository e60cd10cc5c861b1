import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { expect, test } from 'vitest';
import { until } from '../../../../test/servers/until.ts';
import { onEachDatabase } from '../lib/on-each-database.ts';
import { openAlerting } from './lib/alert-stage.ts';

/** A mail server, and what it was given. */
interface Mailbox extends AsyncDisposable {
  readonly port: number;
  readonly mails: { readonly to: readonly string[]; readonly mail: Email }[];
  /** Addresses that it takes nothing for: once, or always. */
  readonly refused: Map<string, number>;
}

async function startMailbox(): Promise<Mailbox> {
  const mails: Mailbox['mails'] = [];
  const refused: Mailbox['refused'] = new Map();
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    authOptional: true,
    onAuth: ({ username, password }, _session, done) =>
      done(password === 'right' ? null : new Error('no'), { user: username }),
    onRcptTo({ address }, _session, done) {
      const code = refused.get(address);
      if (code === undefined) return done();
      refused.delete(address);
      done(Object.assign(new Error('not now'), { responseCode: code }));
    },
    onData(stream, { envelope }, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        void PostalMime.parse(Buffer.concat(chunks)).then((mail) => {
          mails.push({ to: envelope.rcptTo.map(({ address }) => address), mail });
          done();
        });
      });
    },
  });
  server.on('error', () => {});
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  return {
    port: (server.server.address() as AddressInfo).port,
    mails,
    refused,
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

const onEvent = { match: { on: 'event' } };

onEachDatabase('email', (database) => {
  test('each recipient gets a mail of his own, and what failed for one is repeated for him alone, under the same id', async () => {
    await using stage = await openAlerting(database);
    await using box = await startMailbox();
    const smtp = { host: '127.0.0.1', port: box.port };
    const to = ['a@example.com', 'b@example.com'];
    await stage.rule(onEvent, [await stage.channel('email', { to, from: 'gw@example.com', smtp })]);
    box.refused.set('b@example.com', 451);
    await using _ = stage.start();
    await stage.store({});
    await until(async () => (await stage.sends()).some(({ last_status: status }) => status === 451));
    stage.context.pass(60_000);
    await until(async () => (await stage.sends()).every(({ state }) => state === 'sent'));
    expect(box.mails.map((mail) => mail.to)).toEqual([['a@example.com'], ['b@example.com']]);
    const [first, second] = box.mails.map(({ mail }) => mail);
    expect(first?.messageId).toBe(second?.messageId);
    expect(first?.subject).toBe('[info] Shop: invoice.paid');
    expect(first?.html).toContain('https://gw.example.com/events/evt_');
  });

  test("the gateway's own mail server is used where a channel names none", async () => {
    await using box = await startMailbox();
    const settings = {
      smtpUrl: `smtp://127.0.0.1:${box.port}`,
      emailFrom: 'alerts@gw.example.com',
      allowedAddresses: [],
    };
    await using stage = await openAlerting(database, { settings });
    await stage.rule(onEvent, [await stage.channel('email', { to: 'a@example.com' })]);
    await using _ = stage.start();
    await stage.store({});
    await until(() => box.mails.length === 1);
    expect(box.mails[0]?.mail.from?.address).toBe('alerts@gw.example.com');
  });

  test('a wrong password breaks the channel, and is not shown', async () => {
    await using stage = await openAlerting(database);
    await using box = await startMailbox();
    const smtp = { host: '127.0.0.1', port: box.port, user: 'gw', password: 'wrong-password' };
    const id = await stage.channel('email', { to: 'a@example.com', from: 'gw@example.com', smtp });
    await stage.rule(onEvent, [id]);
    await using _ = stage.start();
    await stage.store({});
    const read = () => stage.context.db.selectFrom('channels').selectAll().executeTakeFirstOrThrow();
    await until(async () => (await read()).state === 'broken');
    expect(JSON.stringify([await read(), await stage.sends()])).not.toMatch(/wrong-password/);
    expect((await stage.sends()).map(({ state }) => state)).toEqual(['queued']);
  });

  test('nothing of an event becomes a header, markup or another recipient', async () => {
    await using stage = await openAlerting(database);
    await using box = await startMailbox();
    const smtp = { host: '127.0.0.1', port: box.port };
    await stage.rule(
      { ...onEvent, template: { title: 'T {type}', fields: ['/name'] } },
      [await stage.channel('email', { to: 'a@example.com', from: 'gw@example.com', smtp })],
      'R\r\nBcc: evil@example.com <b>',
    );
    await using _ = stage.start();
    const name = '<img src=x onerror=alert(1)>\r\nBcc: evil@example.com';
    await stage.store({ type: 'x\r\nBcc: evil@example.com\u202e', event_id: '<script>', body: { name } });
    await until(() => box.mails.length === 1);
    const [{ to, mail } = { to: [], mail: undefined }] = box.mails;
    expect(to).toEqual(['a@example.com']);
    expect(mail?.bcc).toBeUndefined();
    expect(mail?.headers.filter(({ key }) => key === 'bcc')).toEqual([]);
    expect(mail?.html).not.toMatch(/<img|<script|<b>/);
    expect(mail?.subject).not.toMatch(/\u202e/);
  });
});
