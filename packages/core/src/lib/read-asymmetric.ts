import type { AsymmetricOptions } from './asymmetric.ts';
import type { DeliveryHead } from './delivery.ts';
import { WebhookError } from './error.ts';
import { idGrammar } from './hmac.ts';
import { required } from './required.ts';
import type { OpenClaim } from './scheme.ts';
import { readTimestamp } from './timestamp.ts';

const longestHeader = 16_384;
const mostItems = 100;

/** Reads the claim of an asymmetric scheme. @throws WebhookError `signature_missing`, `header_malformed` */
export function readAsymmetric(
  { signature, timestamp, id }: AsymmetricOptions,
  head: DeliveryHead,
): OpenClaim {
  const { header, prefix = '', list } = signature;
  const value = required(head, header);
  const malformed = (name = header): WebhookError => new WebhookError('header_malformed', name);
  if (value.length > longestHeader || !value.startsWith(prefix)) throw malformed();
  const claim: OpenClaim = {
    signatures: [value.slice(prefix.length)],
    id: undefined,
    timestamp: undefined,
    time: undefined,
  };
  if (list) {
    const items = value.split(list.separator).map((item) => {
      const at = item.indexOf(list.pair);
      return [item.slice(0, Math.max(at, 0)).trim(), item.slice(at + 1)] as const;
    });
    const named = (name: string | undefined): string[] =>
      items.filter(([own]) => own === name).map(([, text]) => text);
    claim.signatures = named(list.field);
    const stamps = named(timestamp?.field);
    if (items.length > mostItems || claim.signatures.length === 0 || stamps.length > 1) throw malformed();
    claim.timestamp = stamps[0];
  }
  if (id) {
    claim.id = required(head, id.header);
    if (!idGrammar.test(claim.id)) throw malformed(id.header);
  }
  if (timestamp) {
    const { header: own = header, unit = 'unix' } = timestamp;
    if (timestamp.header !== undefined) claim.timestamp = required(head, own);
    claim.time = readTimestamp(claim.timestamp ?? '', unit);
    if (Number.isNaN(claim.time)) throw malformed(own);
  }
  return claim;
}
