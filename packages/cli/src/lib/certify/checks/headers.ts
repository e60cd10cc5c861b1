import type { CheckGroup } from '../check.ts';
import { claimOfProbe } from '../claim.ts';
import { sentHeader, withHeader, withHeaders, type Probe } from '../probe.ts';
import { toAcceptance, toRefusal, toRefusals, type Made, type RefusalRow } from '../row.ts';
import { otherText, securityHeaders } from '../security-headers.ts';
import type { Stage } from '../stage.ts';

const inBody = 'The proof stands in the body or in the URL.';

/** Every security header twice, in both orders, with two values. */
async function doubled(stage: Stage, genuine: Probe): Promise<readonly (readonly [string, Probe])[]> {
  const names = await securityHeaders(stage, genuine);
  return names.flatMap((name) => {
    const value = sentHeader(genuine, name) ?? '';
    const other = otherText(value);
    return [
      [value, other],
      [other, value],
    ].map(
      (values) =>
        [
          `${name} twice, the ${values[0] === value ? 'first' : 'second'} genuine`,
          withHeaders(genuine, (pairs) =>
            pairs.flatMap((pair) =>
              pair[0].toLowerCase() === name ? values.map((one) => [pair[0], one] as const) : [pair],
            ),
          ),
        ] as const,
    );
  });
}

/** The names of one header in the two families of Standard Webhooks. */
const toOtherFamily = (name: string): string =>
  name.startsWith('svix-') ? name.replace('svix-', 'webhook-') : name.replace('webhook-', 'svix-');

/** One header of each kind under the other family's name. */
async function mixed(_stage: Stage, genuine: Probe): Promise<readonly (readonly [string, Probe])[]> {
  const family = genuine.headers.filter(([name]) => /^(svix|webhook)-(id|timestamp|signature)$/.test(name));
  if (family.length < 3) return [];
  return family.map(([moved]) => [
    `${toOtherFamily(moved)} among the others`,
    withHeaders(genuine, (pairs) =>
      pairs.map(([name, value]) => [name === moved ? toOtherFamily(name) : name, value] as const),
    ),
  ]);
}

/** Another id above a genuine signature: what is remembered by it would be handled again. */
function otherId(stage: Stage, genuine: Probe): Made {
  const id = claimOfProbe(stage, genuine)?.id;
  if (!id) return 'No signed id stands in the headers.';
  const name = genuine.headers.find(([, value]) => value === id)?.[0];
  return name === undefined
    ? 'No signed id stands in the headers.'
    : withHeader(genuine, name, (value) => `${value}x`);
}

const rows: readonly RefusalRow[] = [
  {
    name: 'other-id',
    title: 'another id above a genuine signature is refused',
    make: otherId,
    unless: 'This provider does not sign the id in its headers.',
    change:
      'Put the id into what is signed: with another id a recorded delivery is handled as if it were a new event.',
  },
];

/** What the headers of a delivery may look like. */
export const headers: CheckGroup = {
  name: 'headers',
  title: 'the headers',
  checks: [
    toRefusals({
      name: 'doubled-header',
      title: 'a security header that comes twice is refused',
      make: doubled,
      unless: inBody,
      change:
        'Refuse a security header that is there twice: a proxy and the application may each believe another one.',
    }),
    toRefusals({
      name: 'mixed-families',
      title: 'headers of the families svix-* and webhook-* are not mixed',
      make: mixed,
      unless: 'This provider has one family of headers.',
      change:
        'Take all three headers from one family: a fallback for each one lets parts of two deliveries be joined.',
    }),
    ...rows.map(toRefusal),
    toAcceptance({
      name: 'header-case',
      title: 'header names count in any case',
      make: (_stage, genuine) =>
        withHeaders(genuine, (pairs) => pairs.map(([name, value]) => [name.toUpperCase(), value])),
      change: 'Look headers up without regard to case: proxies change it.',
    }),
    toAcceptance({
      name: 'more-headers',
      title: 'headers that a proxy adds harm nothing',
      make: (_stage, genuine) =>
        withHeaders(genuine, (pairs) => [
          ...pairs,
          ['x-forwarded-for', '203.0.113.7'],
          ['x-request-id', 'hooklatch-certify'],
          ['__proto__', 'x'],
          ['constructor', 'y'],
        ]),
      change: 'Read the headers that are needed, from a map, and ignore the others.',
    }),
  ],
};
