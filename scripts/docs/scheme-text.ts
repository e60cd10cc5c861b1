// A scheme in words, from its data.
import type { HmacOptions, ProviderDefinition, Scheme, TimestampUnit } from '@hooklatch/core/provider';

/** Rows of a table: what, and its value in Markdown. */
export type Rows = readonly (readonly [string, string])[];

function isData(scheme: Scheme): scheme is Scheme & { readonly options: HmacOptions } {
  return 'remake' in scheme;
}

function unitText(unit: TimestampUnit = 'unix'): string {
  if (typeof unit === 'object') return 'ISO 8601';
  return unit === 'ms' ? 'Unix milliseconds' : 'Unix seconds';
}

/** What one scheme's data says. */
export function describeScheme(scheme: Scheme): Rows {
  const named = scheme.signedAs ?? scheme;
  const headers = (scheme.headers.length > 0 ? scheme.headers : named.headers).map(
    (header) => `\`${header}\``,
  );
  if (!isData(named)) return headers.length > 0 ? [['Headers', headers.join(', ')]] : [];
  const { algorithm = 'sha256', signature, content = '{body}', timestamp } = named.options;
  const { encoding = 'hex', prefix, list } = signature;
  const written = typeof encoding === 'object' ? 'base64url without padding' : encoding;
  const item = list
    ? `items \`${list.field}${list.pair}…\``
    : prefix
      ? `after \`${prefix}\``
      : 'the whole value';
  return [
    ['Headers', headers.join(', ')],
    ['Algorithm', `HMAC-${algorithm.toUpperCase().replace('SHA', 'SHA-')}, ${written}, ${item}`],
    ['Signed', `\`${content}\``],
    ...(timestamp
      ? [
          [
            'Time',
            `${timestamp.field ? `field \`${timestamp.field}\`` : `\`${timestamp.header}\``}, ${unitText(timestamp.unit)}`,
          ] as const,
        ]
      : []),
  ];
}

/** What is covered by the proof of a provider's schemes. */
export function describeTrust({ schemes }: ProviderDefinition): string {
  const body = schemes.every(({ covers }) => covers.body);
  if (body) return 'The proof covers the body.';
  return schemes.some(({ covers }) => covers.body)
    ? 'Whether the proof covers the body depends on the scheme: see `event.trust.payload`.'
    : 'The proof does not cover the payload as a whole: `event.trust.payload` is `unsigned`.';
}

/** Whether the data of a scheme names a signed time. */
export function signsTime(scheme: Scheme): boolean {
  const named = scheme.signedAs ?? scheme;
  return isData(named) && named.options.timestamp !== undefined;
}
