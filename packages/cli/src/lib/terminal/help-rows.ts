import type { Row } from './screen.ts';

const keys: readonly (readonly [string, string])[] = [
  ['↑ ↓  k j', 'move, or scroll'],
  ['PgUp PgDn', 'a page at a time'],
  ['Home  g', 'to the newest; End  G to the last line'],
  ['Enter', 'open'],
  ['Esc', 'back'],
  ['Tab  ← →  1–5', 'in a capture: overview, headers, body, verification, answers'],
  ['b', 'body as tree, text or hex'],
  ['n  p', 'in a capture: the next older, the next newer'],
  ['r', 'replay: the same bytes again'],
  ['R', 'replay, signed again with the local secret'],
  ['d', 'mark; d on another one shows what differs'],
  ['c', 'copy as a curl command'],
  ['i', 'the address of the web inspector'],
  ['/', 'filter: type=invoice.* body.amount>=1000'],
  ['?', 'this help'],
  ['q', 'back, and from the list: quit'],
];

/** What the keys do. */
export function toHelpRows(): Row[] {
  return keys.map(([key, text]) => [
    { text: '', width: 2 },
    { text: key, width: 16, style: 'bold' },
    { text },
  ]);
}
