import { WebhookError } from './error.ts';

/** How digests are written in a signature header. `base64url` is without padding. */
export type SignatureEncoding = 'hex' | 'base64' | 'base64url';

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
  /** What stands between items. */
  readonly separator: ',' | ' ' | ';' | '&';
  /** What stands between an item's name and its value: the first one counts. */
  readonly pair: '=' | ',';
  /** The name of the items that hold a signature: `v1`. */
  readonly field: string;
  /** Whether an item may end with a comma (Supabase Auth joins its items with `, `). */
  readonly trailingComma?: boolean;
}

const mostItems = 100;
const longestHeader = 8192;

/** Reads a signature header: the candidates of the right length, and the timestamp field of a list. */
export function readSignatures(
  value: string,
  grammar: SignatureHeader,
  length: number,
  timestampField: string | undefined,
): { signatures: string[]; timestamp: string | undefined } {
  if (value.length > longestHeader) throw malformed(grammar, 'is longer than 8 KiB');
  if (grammar.list !== undefined) return readList(value, grammar, grammar.list, length, timestampField);
  const { prefix = '' } = grammar;
  if (value.length !== prefix.length + length || !value.startsWith(prefix)) {
    throw malformed(grammar, `is not ${prefix === '' ? '' : `"${prefix}" and `}${length} characters`);
  }
  return { signatures: [prefix === '' ? value : value.slice(prefix.length)], timestamp: undefined };
}

function readList(
  value: string,
  grammar: SignatureHeader,
  list: SignatureList,
  length: number,
  timestampField: string | undefined,
): { signatures: string[]; timestamp: string | undefined } {
  const signatures: string[] = [];
  let timestamp: string | undefined;
  let items = 0;
  for (let start = 0; start <= value.length;) {
    const found = value.indexOf(list.separator, start);
    const end = found === -1 ? value.length : found;
    items += 1;
    if (items > mostItems) throw malformed(grammar, 'has more than 100 items');
    if (end === start) throw malformed(grammar, 'has an empty item');
    const item = value.slice(start, list.trailingComma && value[end - 1] === ',' ? end - 1 : end);
    const at = item.indexOf(list.pair);
    const name = at === -1 ? '' : item.slice(0, at);
    if (name === list.field) {
      if (item.length - at - 1 === length) signatures.push(item.slice(at + 1));
    } else if (name !== '' && name === timestampField) {
      if (timestamp !== undefined) throw malformed(grammar, `has "${name}" twice`);
      timestamp = item.slice(at + 1);
    }
    start = end + 1;
  }
  if (signatures.length === 0) throw malformed(grammar, `has no well-formed ${list.field} signature`);
  return { signatures, timestamp };
}

/** The inverse of {@link readSignatures}. */
export function writeSignature(
  signature: string,
  grammar: SignatureHeader,
  timestampField: string | undefined,
  timestamp: string,
): string {
  const { list, prefix = '' } = grammar;
  if (list === undefined) return prefix + signature;
  const item = `${list.field}${list.pair}${signature}`;
  if (timestampField === undefined) return item;
  return `${timestampField}${list.pair}${timestamp}${list.separator}${item}`;
}

function malformed(grammar: SignatureHeader, what: string): WebhookError {
  return new WebhookError('header_malformed', `The header ${grammar.header} ${what}.`);
}
