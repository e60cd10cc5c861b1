import type { DeliveryHead } from './delivery.ts';
import type { Search } from './diagnose-mismatch.ts';
import { headerOwners } from './generated/header-owners.ts';
import { parseJson } from './payload.ts';
import type { ProviderDefinition } from './provider-definition.ts';

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

/** Whether a delivery has the signature header of another provider. */
export function findForeignHeader(
  { name: own, schemes }: ProviderDefinition,
  { headers }: DeliveryHead,
): string | undefined {
  const wanted = schemes.flatMap((scheme) => (scheme.signedAs ?? scheme).headers);
  for (const [name] of headers.entries()) {
    const header = name.toLowerCase();
    const owners = Object.hasOwn(headerOwners, header) ? headerOwners[header] : undefined;
    if (!owners || wanted.includes(header) || owners.includes(own)) continue;
    return `The delivery has the header ${header} of ${owners.slice(0, 3).join(' or ')}: it came to the wrong endpoint, or this is the wrong provider.`;
  }
  return undefined;
}

/** What stands around a delivery that may be why, where nothing that was tried fits. */
export async function findCircumstance({ admitted, body }: Search): Promise<string | undefined> {
  const { head, definition } = admitted;
  const { headers } = head;
  const foreign = findForeignHeader(definition, head);
  if (foreign !== undefined) return foreign;
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
