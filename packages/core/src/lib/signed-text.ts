import { hash } from '#crypto';
import type { DeliveryHead } from './delivery.ts';
import { toBytes } from './encoding.ts';
import { joinBytes } from './join-bytes.ts';
import { required } from './required.ts';
import type { Claim, SignedContent } from './scheme.ts';

/** What a content template that names headers and hashes too stands for. The pieces are joined, never replaced. */
export interface SignedTemplate {
  /** The text around the body. */
  text(claim: Claim, head: DeliveryHead): SignedContent;
  /** All of it; at once where nothing is to be hashed. */
  bytes(claim: Claim, head: DeliveryHead, body: Uint8Array): Uint8Array | Promise<Uint8Array>;
}

/** Compiles such a template. */
export function signedTemplate(content: string): SignedTemplate {
  const [before = [], after = []] = content
    .split(/\{(?:body|sha256)\}/)
    .map((part) => part.split(/\{([\w:-]+)\}/));
  const isHashed = content.includes('{sha256}');
  const text = (claim: Claim, head: DeliveryHead): SignedContent => ({
    before: fill(before, claim, head),
    after: fill(after, claim, head),
  });
  const join = (around: SignedContent, inner: Uint8Array): Uint8Array =>
    joinBytes(toBytes(around.before), inner, toBytes(around.after));
  return {
    text,
    bytes(claim, head, body) {
      const around = text(claim, head);
      if (!isHashed) return join(around, body);
      return (async () => join(around, toBytes(await hash('sha256', '', body, ''))))();
    },
  };
}

/** Every second piece is a name. */
function fill(pieces: readonly string[], { id = '', timestamp = '' }: Claim, head: DeliveryHead): string {
  const values: Readonly<Record<string, string>> = { id, timestamp, method: head.method, url: head.url };
  let filled = '';
  for (const [at, piece] of pieces.entries()) {
    if (at % 2 === 0) filled += piece;
    else if (piece.startsWith('header:')) filled += required(head, piece.slice('header:'.length));
    else filled += values[piece] ?? '';
  }
  return filled;
}
