import type { AlertMessage } from '../../src/index.ts';

/** A message of an event, with what a test wants to be otherwise. */
export function aMessage(given: Partial<AlertMessage> = {}): AlertMessage {
  return {
    id: 'alert_0123456789abcdef',
    key: 'stripe:evt_1',
    kind: 'event',
    severity: 'warning',
    title: 'stripe: charge.dispute.created',
    summary: 'An event of stripe came in at stripe.',
    fields: [
      { name: 'Type', value: 'charge.dispute.created' },
      { name: 'Id', value: 'evt_1' },
    ],
    rows: [],
    link: 'https://hooks.example.com/events/evt_1?a=1&b=2',
    occurredAt: Date.UTC(2026, 10, 22, 20, 30),
    rule: 'Disputes',
    endpoint: 'stripe',
    provider: 'stripe',
    ...given,
  };
}

/** A message in which every text is the same. */
export function filledWith(text: string): AlertMessage {
  return aMessage({
    title: text,
    summary: text,
    fields: Array.from({ length: 12 }, () => ({ name: text, value: text })),
    rows: Array.from({ length: 20 }, (_, at) => ({ name: text, count: at, before: 3, isFailure: at < 2 })),
    link: text,
    rule: text,
    endpoint: text,
    provider: text,
  });
}

/** What a sender of events may write, by what it tries. */
export const hostile: readonly (readonly [name: string, text: string])[] = [
  ['a mention of a channel', '<!channel> <!here> <@U123> <!subteam^S1>'],
  ['a link with another text', '<http://evil.example|https://bank.example> [x](http://evil.example)'],
  ['backticks', '`` ` ``` breaks out ```'],
  ['everyone', '@everyone @here <@&1> <@1>'],
  ['a header of a mail', 'hello\r\nBcc: victim@example.com\r\n\r\nbody'],
  ['marks that turn text around', 'invoice\u202egpj.exe\u2066\u200f\u061c'],
  ['ten thousand letters', 'x'.repeat(10_000)],
  ['ten thousand entities', '<&>"\''.repeat(2000)],
  ['ten thousand letters of four bytes', '😀'.repeat(5000)],
  ['halves of surrogate pairs', '\ud83d broken \ude00'],
  ['marks of every kind', '*_~|>#[]()`\\-+: {{DATE(2026-01-01)}}'],
  ['markup', '<script>alert(1)</script><img src=x onerror=alert(1)>'],
  ['a link that runs', 'javascript:alert(1)'],
  ['control characters', '\u0000\u0007\u001b[31mred\u009b2J\u0085'],
  ['nothing', ''],
];

/** Whether every surrogate has its other half. */
export function isWhole(text: string): boolean {
  return !/\p{Cs}/u.test(text);
}

/** Every text in something that is JSON. */
export function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsOf);
}
