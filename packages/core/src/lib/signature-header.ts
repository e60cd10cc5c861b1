import { WebhookError } from './error.ts';
import type { OpenClaim } from './scheme.ts';

/** A way to write a digest that is neither hex nor padded base64. */
export interface SignatureFormat {
  /** How many characters a digest of so many bytes has. */
  length(bytes: number): number;
  /** The text of a digest, from its padded base64. */
  write(base64: string): string;
}

/** How digests are written in a signature header. */
export type SignatureEncoding = 'hex' | 'base64' | SignatureFormat;

/** The grammar of a signature header. Without `prefix` or `list`, the value is the signature. */
export interface SignatureHeader {
  /** In lower case. */
  readonly header: string;
  /** (`hex`) */
  readonly encoding?: SignatureEncoding;
  /** What stands before the signature: `sha256=`. */
  readonly prefix?: string;
  /** For headers that are a list of named items. */
  readonly list?: SignatureList;
}

/** A list of named items, such as `t=1700000000,v1=abc` or `v1,abc v1,def`. Unknown items are ignored. */
export interface SignatureList {
  /** What stands between items, exactly. */
  readonly separator: ',' | ', ' | ' ' | ';' | '&';
  /** What stands between an item's name and its value: the first one counts. */
  readonly pair: '=' | ',';
  /** The name of the items that hold a signature: `v1`. */
  readonly field: string;
  /** Whether an item may end with a comma (Supabase Auth joins its items with `, `). */
  readonly trailingComma?: boolean;
}

const mostItems = 100;
const longestHeader = 8192;

/**
 * Reads a signature header: the candidates of the right length, and the timestamp field of a list.
 *
 * @throws WebhookError `header_malformed` where there is no candidate, an empty item, or more of anything than a
 * provider sends
 */
export function readSignatures(
  value: string,
  { header, prefix = '', list }: SignatureHeader,
  length: number,
  timestampField: string | undefined,
): OpenClaim {
  const malformed = (): WebhookError => new WebhookError('header_malformed', header);
  if (value.length > longestHeader) throw malformed();
  if (list === undefined) {
    if (value.length !== prefix.length + length || !value.startsWith(prefix)) throw malformed();
    return toClaim([value.slice(prefix.length)]);
  }
  const items = value.split(list.separator, mostItems + 1);
  const signatures: string[] = [];
  let timestamp: string | undefined;
  for (const item of items) {
    const at = item.indexOf(list.pair);
    const name = item.slice(0, Math.max(at, 0));
    const text = item.slice(at + 1, list.trailingComma && item.endsWith(',') ? -1 : undefined);
    if (name === list.field) {
      // What ends with a comma was two headers, which somebody has joined.
      if (text.endsWith(',')) throw malformed();
      if (text.length === length) signatures.push(text);
    } else if (name === timestampField) {
      if (timestamp !== undefined) throw malformed();
      timestamp = text;
    } else if (/^(\s|$)/.test(item)) throw malformed();
  }
  if (signatures.length === 0 || items.length > mostItems) throw malformed();
  return toClaim(signatures, timestamp);
}

/** Every claim has the same fields in the same order, so that reading one is fast. */
function toClaim(signatures: readonly string[], timestamp?: string): OpenClaim {
  return { signatures, id: undefined, timestamp, time: undefined };
}
