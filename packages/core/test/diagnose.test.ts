import { describe, expect, test } from 'vitest';
import type { Delivery } from '../src/index.ts';
import { recorded, write } from './acme.ts';

const compact = '{"id":"evt_1","type":"order.paid","note":"a\u00e9"}';
const pretty = JSON.stringify(JSON.parse(compact), undefined, 2);

/** What was signed, what arrives in its place, and what the operator is told. */
const changes: readonly [string, string, string, RegExp][] = [
  ['compact JSON that arrives indented', compact, pretty, /was parsed and printed again on its way/],
  ['indented JSON that arrives compact', pretty, compact, /without its indentation/],
  ['a trailing newline that is lost', `${compact}\n`, compact, /lost its last line break/],
  ['a trailing newline that is new', compact, `${compact}\n`, /printed again|given a line break/],
  ['text with a new line break', 'hello', 'hello\r\n', /given a line break at its end/],
  ['LF that arrives as CRLF', 'a\nb', 'a\r\nb', /CRLF/],
  ['CRLF that arrives as LF', 'a\r\nb', 'a\nb', /\(LF\)/],
  ['a byte order mark that is lost', `\uFEFF${compact}`, compact, /byte order mark/],
  ['a byte order mark that is new', compact, `\uFEFF${compact}`, /byte order mark|printed again/],
  ['text with a new byte order mark', 'hello', '\uFEFFhello', /given a byte order mark/],
  ['another text altogether', compact, '{"id":"evt_2"}', /No secret of acme fits/],
];

describe('a signature that does not fit', () => {
  test.each(changes)('%s', async (_name, signed, arrived, told) => {
    const delivery: Delivery = {
      ...(await write({ body: signed })),
      body: new TextEncoder().encode(arrived),
    };
    const { webhook, reports } = recorded({ on: { '*': () => {} } });
    const reply = await webhook.handle(delivery);
    expect(reply.body).toBe('{"status":400,"code":"signature_mismatch"}');
    expect(reports[0]?.hint).toMatch(told);
  });

  test('is looked into once a second, whatever comes', async () => {
    const delivery: Delivery = {
      ...(await write({ body: `${compact}\n` })),
      body: new TextEncoder().encode(compact),
    };
    const { webhook, reports } = recorded({ on: { '*': () => {} } });
    for (const _ of [1, 2, 3]) await webhook.handle(delivery);
    expect(reports.map(({ hint }) => /line break/.test(hint ?? ''))).toEqual([true, false, false]);
  });

  test('over bytes that are no text is only a mismatch', async () => {
    const body = new Uint8Array([0xff, 0xfe]);
    const { webhook, reports } = recorded({ on: { '*': () => {} } });
    await webhook.handle({ ...(await write()), body });
    expect(reports[0]).toMatchObject({
      code: 'signature_mismatch',
      hint: expect.stringContaining('No secret'),
    });
  });
});

test('what a refusal is diagnosed from is in no report', async () => {
  const { webhook, reports } = recorded({ on: { '*': () => {} } });
  await webhook.handle({ ...(await write()), body: new Uint8Array([1]) });
  expect(Object.keys(reports[0] ?? {}).toSorted()).toEqual(
    [
      'bytes',
      'code',
      'endpoint',
      'error',
      'hint',
      'milliseconds',
      'outcome',
      'provider',
      'status',
      'warnings',
    ].toSorted(),
  );
});
