import { afterEach, describe, expect, test } from 'vitest';
import { email, renderEmail, type EmailOptions } from '../src/email.ts';
import type { Channel } from '../src/index.ts';
import { closeMailboxes, startMailbox, type Mail } from './lib/mailbox.ts';
import { aMessage, filledWith, hostile } from './lib/messages.ts';

afterEach(closeMailboxes);

const to = 'ops@example.com';
const from = { name: 'Webhooks', address: 'hooks@mail.example.org' };
const channelAt = (port: number, more: Partial<EmailOptions> = {}): Channel =>
  email({ to, from, smtp: `smtp://127.0.0.1:${port}`, timeoutMs: 2000, ...more });
const headersOf = ({ read }: Mail): ReadonlyMap<string, string> =>
  new Map(read.headers.map(({ key, value }) => [key, value]));

describe('a mail', () => {
  test('has text and HTML of the same content, and headers of an automatic one', async () => {
    const mailbox = await startMailbox();
    const rows = [{ name: 'invoice.paid', count: 3, before: 5, isFailure: false }];
    const message = aMessage({ rows });
    const result = await channelAt(mailbox.port).send(message);
    expect(result).toEqual({
      ok: true,
      status: 250,
      isPermanent: false,
      isChannelBroken: false,
      error: undefined,
    });
    expect(mailbox.mails).toHaveLength(1);
    const [mail] = mailbox.mails as readonly [Mail];
    expect([mail.from, mail.to]).toEqual(['hooks@mail.example.org', [to]]);
    expect(mail.read).toMatchObject({
      subject: '[warning] stripe: charge.dispute.created',
      from,
      to: [{ address: to }],
      messageId: '<alert_0123456789abcdef@mail.example.org>',
      date: '2026-11-22T20:30:00.000Z',
      attachments: [],
    });
    const headers = headersOf(mail);
    expect(headers.get('auto-submitted')).toBe('auto-generated');
    expect(headers.get('x-auto-response-suppress')).toBe('All');
    expect(headers.get('list-id')).toBe('<alerts.mail.example.org>');
    expect(headers.has('list-unsubscribe')).toBe(false);
    expect(headers.get('content-type')).toMatch(/^multipart\/alternative/);
    expect(mail.read.text).toMatchInlineSnapshot(`
      "stripe: charge.dispute.created

      An event of stripe came in at stripe.

      Type: charge.dispute.created
      Id: evt_1

      3 (−2)    invoice.paid

      https://hooks.example.com/events/evt_1?a=1&b=2

      -- 
      Disputes · stripe · alert_0123456789abcdef · 2026-11-22 20:30 UTC

      "
    `);
    for (const part of [
      'charge.dispute.created',
      'evt_1',
      '3 (−2)',
      'https://hooks.example.com/events/evt_1',
    ])
      expect(mail.read.html).toContain(part);
  });

  test('the same at every try', async () => {
    const mailbox = await startMailbox();
    const channel = channelAt(mailbox.port);
    await channel.send(aMessage());
    await channel.send(aMessage());
    expect(new Set(mailbox.mails.map(({ read }) => read.messageId)).size).toBe(1);
  });

  test('may be ended by its recipient with one click', async () => {
    const mailbox = await startMailbox();
    const unsubscribe = (recipient: string): string => `https://hooks.example.com/u/${recipient.length}`;
    await channelAt(mailbox.port, { unsubscribe }).send(aMessage());
    const headers = headersOf(mailbox.mails[0] as Mail);
    expect(headers.get('list-unsubscribe')).toBe(`<https://hooks.example.com/u/${to.length}>`);
    expect(headers.get('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
  });

  test('what has ended is called so', () => {
    expect(renderEmail(aMessage({ kind: 'recovery', severity: 'info' }), to, { from }).subject).toMatch(
      /^\[resolved\] /,
    );
  });

  test.each(hostile)('%s', async (_, text) => {
    const mailbox = await startMailbox();
    expect(await channelAt(mailbox.port).send({ ...filledWith(text), id: 'alert_1' })).toMatchObject({
      ok: true,
    });
    expect(mailbox.mails).toHaveLength(1);
    const [mail] = mailbox.mails as readonly [Mail];
    // Nobody else gets it, and no header is the sender's.
    expect([mail.from, mail.to]).toEqual(['hooks@mail.example.org', [to]]);
    const { subject = '', html = '', text: plain = '' } = mail.read;
    expect([...headersOf(mail).keys()].toSorted()).toEqual(headerNames);
    expect(mail.read.bcc ?? []).toEqual([]);
    expect(subject.length).toBeLessThanOrEqual(78);
    expect(`${subject}${plain}${html}`).not.toMatch(
      // oxlint-disable-next-line no-control-regex
      /[\u202a-\u202e\u2066-\u2069\u0000\u0007\u001b\u009b\ufffd]|\p{Cs}/u,
    );
    // No markup but ours.
    for (const [tag, name] of html.matchAll(/<\/?([a-z!][^\s>/]*)[^>]*>/gi)) {
      expect(ownTags).toContain(name);
      for (const [, attribute] of tag.matchAll(/\s([\w-]+)=/g)) expect(ownAttributes).toContain(attribute);
    }
    for (const [, link] of html.matchAll(/href="([^"]*)"/g)) expect(link).toMatch(/^https?:/);
    expect(mail.raw.length).toBeLessThan(1_000_000);
  });
});

const headerNames = [
  'auto-submitted',
  'content-type',
  'date',
  'from',
  'list-id',
  'message-id',
  'mime-version',
  'subject',
  'to',
  'x-auto-response-suppress',
];
const ownAttributes = ['style', 'role', 'lang', 'charset', 'href'];
const ownTags = [
  '!doctype',
  'html',
  'head',
  'meta',
  'title',
  'body',
  'p',
  'h1',
  'table',
  'tr',
  'td',
  'pre',
  'a',
  'br',
];

test.each<[string, Partial<EmailOptions>]>([
  ['no recipient', { to: [] }],
  ['a recipient twice', { to: [to, to] }],
  ['two in one text', { to: 'a@example.com, b@example.com' }],
  ['a name before it', { to: 'Ops <ops@example.com>' }],
  ['a quoted part', { to: '"a@evil.example"@example.com' }],
  ['a comment', { to: 'ops@example.com(comment)' }],
  ['another line', { to: 'ops@example.com\r\nBcc: x@example.com' }],
  ['another line at the end', { to: 'ops@example.com\n' }],
  ['no domain', { to: 'ops' }],
  ['a sender of two lines', { from: { name: 'a\r\nBcc: x@example.com', address: 'a@example.com' } }],
  ['a sender that is none', { from: 'webhooks' }],
  ['no server', { smtp: undefined }],
  ['a server of the web', { smtp: 'https://user:verysecret@example.com' }],
  ['a server that is no URL', { smtp: 'verysecret' }],
  ['a server without a host', { smtp: { host: '' } }],
  ['both ways', { smtp: 'smtp://localhost', transport: { sendMail: async () => {} } }],
  ['no time', { timeoutMs: 0 }],
])('%s is a TypeError that shows no secret', (_, given) => {
  const make = (): Channel => email({ to, from, smtp: 'smtp://localhost', ...given });
  expect(make).toThrow(TypeError);
  expect(make).not.toThrow(/verysecret/);
});

test('where recipients end it must be a web address', () => {
  const unsubscribe = (): string => 'http://example.com/u';
  expect(() => renderEmail(aMessage(), to, { from, unsubscribe })).toThrow(TypeError);
});
