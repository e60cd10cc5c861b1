import { hash } from '#crypto';
import type { DeliveryHead } from './delivery.ts';
import { toBytes } from './encoding.ts';
import { required } from './required.ts';
import type { Claim, SignedContent } from './scheme.ts';

/** The text around the body of a content template that names headers and hashes too. */
export function signedText(content: string, claim: Claim, head: DeliveryHead): SignedContent {
  const [before = '', after = ''] = content.split(/\{(?:body|sha256)\}/);
  return { before: fill(before, claim, head), after: fill(after, claim, head) };
}

/** The bytes that such a template stands for. The pieces are joined, never replaced. */
export async function signedBytes(
  content: string,
  claim: Claim,
  head: DeliveryHead,
  body: Uint8Array,
): Promise<Uint8Array> {
  const { before, after } = signedText(content, claim, head);
  const inner = content.includes('{sha256}') ? toBytes(await hash('sha256', '', body, '')) : body;
  return joinBytes(toBytes(before), inner, toBytes(after));
}

/**
 * Bytes one after the other.
 *
 * @param parts - in their order
 * @returns one copy of them all
 */
export function joinBytes(...parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

function fill(template: string, { id = '', timestamp = '' }: Claim, head: DeliveryHead): string {
  const values: Readonly<Record<string, string>> = { id, timestamp, method: head.method, url: head.url };
  return template
    .split(/\{([\w:-]+)\}/)
    .map((piece, at) => {
      if (at % 2 === 0) return piece;
      return piece.startsWith('header:')
        ? required(head, piece.slice('header:'.length))
        : (values[piece] ?? '');
    })
    .join('');
}
