import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { createTransport } from 'nodemailer';
import { afterEach, describe, expect, test } from 'vitest';
import { email, type EmailOptions } from '../src/email.ts';
import type { Channel } from '../src/index.ts';
import { closeMailboxes, startMailbox } from './lib/mailbox.ts';
import { aMessage } from './lib/messages.ts';

afterEach(closeMailboxes);

const to = 'ops@example.com';
const from = { name: 'Webhooks', address: 'hooks@mail.example.org' };
const channelAt = (port: number, more: Partial<EmailOptions> = {}): Channel =>
  email({ to, from, smtp: `smtp://127.0.0.1:${port}`, timeoutMs: 2000, ...more });

describe('several recipients', () => {
  const both = [to, 'billing@example.com'];

  test('get a mail each, and do not see one another', async () => {
    const mailbox = await startMailbox();
    const channel = channelAt(mailbox.port, { to: both });
    expect([channel.targets, channel.label]).toEqual([both, 'ops@example.com and 1 more']);
    expect(await channel.send(aMessage())).toMatchObject({ ok: true });
    expect(mailbox.mails.map((mail) => mail.to)).toEqual([[to], ['billing@example.com']]);
    expect(mailbox.mails[0]?.raw).not.toContain('billing');
  });

  test('one that is refused does not keep it from the other', async () => {
    const mailbox = await startMailbox({
      onRcptTo: ({ address }, _, done) =>
        done(address === to ? Object.assign(new Error('No such user'), { responseCode: 550 }) : null),
    });
    const channel = channelAt(mailbox.port, { to: both });
    expect(await channel.send(aMessage())).toMatchObject({
      ok: false,
      status: 550,
      isPermanent: true,
      isChannelBroken: false,
    });
    expect(await channel.send(aMessage(), { target: 'billing@example.com' })).toMatchObject({ ok: true });
    expect(mailbox.mails.map((mail) => mail.to)).toEqual([['billing@example.com'], ['billing@example.com']]);
  });
});

describe('a server', () => {
  const smtp = (port: number, password = 'verysecret') => ({ host: '127.0.0.1', port, user: 'me', password });

  test('is told who sends', async () => {
    const seen: unknown[] = [];
    const mailbox = await startMailbox({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth({ username, password }, _, done) {
        seen.push([username, password]);
        done(null, { user: username });
      },
    });
    expect(
      await channelAt(mailbox.port, { smtp: `smtp://me:very%2Fsecret@127.0.0.1:${mailbox.port}` }).send(
        aMessage(),
      ),
    ).toMatchObject({ ok: true });
    expect(seen).toEqual([['me', 'very/secret']]);
  });

  test.each<[string, number, string, object]>([
    [
      'a wrong password',
      535,
      'no verysecret dmVyeXNlY3JldA==',
      { status: 535, isPermanent: true, isChannelBroken: true, error: 'SMTP 535 no … …' },
    ],
    [
      'a server that is busy',
      454,
      'later',
      { status: 454, isPermanent: false, isChannelBroken: false, error: 'SMTP 454 later' },
    ],
  ])('%s', async (_, responseCode, text, result) => {
    const mailbox = await startMailbox({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: (_auth, _session, done) => done(Object.assign(new Error(text), { responseCode })),
    });
    const channel = channelAt(mailbox.port, { smtp: smtp(mailbox.port) });
    expect(await channel.send(aMessage())).toMatchObject({ ok: false, ...result });
    expect(`${channel.label} ${inspect(channel, { depth: 5 })}`).not.toContain('verysecret');
  });

  test.each([
    ['that takes nothing now', 451, false],
    ['that does not want it', 554, true],
  ])('%s', async (_, responseCode, isPermanent) => {
    const mailbox = await startMailbox({
      onData(stream, _session, done) {
        stream.resume().on('end', () => done(Object.assign(new Error('not taken'), { responseCode })));
      },
    });
    expect(await channelAt(mailbox.port).send(aMessage())).toMatchObject({
      ok: false,
      status: responseCode,
      isPermanent,
      isChannelBroken: false,
      error: `SMTP ${responseCode} not taken`,
    });
  });

  test('nobody there', async () => {
    const mailbox = await startMailbox();
    await mailbox.close();
    expect(await channelAt(mailbox.port).send(aMessage())).toMatchObject({
      ok: false,
      status: undefined,
      isPermanent: false,
      error: 'The mail server could not be used: ESOCKET.',
    });
  });

  test('that says nothing is left', async () => {
    const silent = createServer(() => {}).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    try {
      const started = performance.now();
      expect(await channelAt(port, { timeoutMs: 300 }).send(aMessage())).toMatchObject({
        ok: false,
        isPermanent: false,
      });
      const given = await channelAt(port).send(aMessage(), { signal: AbortSignal.timeout(50) });
      expect(given.error).toBe('The send was given up.');
      expect(performance.now() - started).toBeLessThan(4000);
    } finally {
      silent.close();
    }
  });

  test('a transport of the application is used, and not closed', async () => {
    const mailbox = await startMailbox();
    const transport = createTransport({ host: '127.0.0.1', port: mailbox.port });
    const channel = email({ to, from, transport: transport as never });
    expect(await channel.send(aMessage())).toMatchObject({ ok: true });
    expect(channel.close).toBeUndefined();
    transport.close();
  });
});
