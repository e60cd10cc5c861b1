import type { Search } from './diagnose-mismatch.ts';
import { headerOwners } from './generated/header-owners.ts';
import { parseJson } from './payload.ts';

/** Names of payload fields that tell a test event, and the values that do. */
const testMarks: readonly (readonly [string, unknown])[] = [
  ['livemode', false],
  ['live_mode', false],
  ['testmode', true],
  ['test', true],
  ['sandbox', true],
  ['environment', 'sandbox'],
  ['environment', 'Sandbox'],
];

/** What stands around a delivery that may be why, where nothing that was tried fits. */
export async function findCircumstance({ admitted, body }: Search): Promise<string | undefined> {
  const { head, definition } = admitted;
  const { headers } = head;
  const others = Object.entries(headerOwners).filter(([name]) => headers.has(name));
  const own = definition.schemes.flatMap((scheme) => scheme.headers);
  const foreign = others.find(([name, owners]) => !own.includes(name) && !owners.includes(definition.name));
  if (foreign) {
    return `The delivery has the header ${foreign[0]} of ${foreign[1].slice(0, 3).join(' or ')}: it came to the wrong endpoint, or this is the wrong provider.`;
  }
  const encoding = headers.has('content-encoding') && headers.get('content-encoding');
  if (encoding && encoding !== 'identity') {
    return `The delivery came with content-encoding ${/^[\w-]{1,20}$/.test(encoding) ? encoding : 'of some kind'}: something may have decompressed the body, whose compressed bytes were signed.`;
  }
  const payload = Object(parseJson(body)) as Readonly<Record<string, unknown>>;
  if (testMarks.some(([name, value]) => Object.hasOwn(payload, name) && payload[name] === value)) {
    return `No secret of ${definition.name} fits, and the payload says it is a test: use the secret of the test endpoint.`;
  }
  return undefined;
}
