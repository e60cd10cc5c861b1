import { deliveryHeaders, type DeliveryHead } from '@hooklatch/core/provider';
import {
  isInnerList,
  parseDictionary,
  serializeBareItem,
  serializeInnerList,
  serializeItem,
  serializeParameters,
  type Dictionary,
  type InnerList,
  type Item,
  type Parameters,
} from 'structured-headers';

/** One signature of a message: what it covers, with which parameters, and its bytes. */
export interface MessageSignature {
  readonly label: string;
  readonly covered: InnerList;
  readonly parameters: Parameters;
  readonly signature: Uint8Array;
}

const mostSignatures = 10;
const mostComponents = 50;

/** A dictionary of a header (RFC 9651); undefined where it is none. */
export function readDictionary(value: string): Dictionary | undefined {
  try {
    return parseDictionary(value);
  } catch {
    return undefined;
  }
}

/** The bytes of a byte sequence; undefined for everything else. */
export function bytesOf(member: Item | InnerList | undefined): Uint8Array | undefined {
  return member && !isInnerList(member) && member[0] instanceof ArrayBuffer
    ? new Uint8Array(member[0])
    : undefined;
}

/**
 * Reads `Signature-Input` and `Signature`.
 *
 * @param inputs - the value of the one
 * @param signatures - the value of the other
 * @returns the signatures that stand in both; undefined where either is malformed
 */
export function readSignatures(inputs: string, signatures: string): readonly MessageSignature[] | undefined {
  const [input, proofs] = [readDictionary(inputs), readDictionary(signatures)];
  if (!input || !proofs || input.size > mostSignatures) return undefined;
  const found: MessageSignature[] = [];
  for (const [label, covered] of input) {
    const signature = bytesOf(proofs.get(label));
    if (!isInnerList(covered) || covered[0].length > mostComponents) return undefined;
    if (covered[0].some(([name]) => typeof name !== 'string')) return undefined;
    if (signature) found.push({ label, covered, parameters: covered[1], signature });
  }
  return found;
}

/** The names that a signature covers, those with parameters in their serialized form. */
export function coveredNames({ covered }: Pick<MessageSignature, 'covered'>): readonly string[] {
  return covered[0].map(([name, parameters]) =>
    typeof name === 'string' ? name + serializeParameters(parameters) : '',
  );
}

/** A request, whose parts are read once however many components are of them. */
interface Request {
  readonly head: DeliveryHead;
  readonly url: URL | undefined;
  readonly dictionaries: Map<string, Dictionary | undefined>;
}

/** The value of a component that is derived from the request (RFC 9421, 2.2). */
function derived(name: string, parameters: Parameters, { head, url }: Request): string | undefined {
  if (name === '@method') return parameters.size === 0 ? head.method : undefined;
  if (!url) return undefined;
  if (name === '@query-param') {
    const wanted = parameters.get('name');
    const values = url.searchParams.getAll(typeof wanted === 'string' ? decode(wanted) : '');
    return parameters.size === 1 && values.length === 1 ? encodeForm(values[0] as string) : undefined;
  }
  const values: Readonly<Record<string, string>> = {
    '@target-uri': head.url.replace(/#.*$/s, ''),
    '@authority': url.host,
    '@scheme': url.protocol.slice(0, -1),
    '@request-target': url.pathname + url.search,
    '@path': url.pathname,
    '@query': url.search || '?',
  };
  return parameters.size === 0 && Object.hasOwn(values, name) ? values[name] : undefined;
}

/** Percent-encodes all that a form does, with `%20` for a space. */
function encodeForm(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()~]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The value of a field, with its lines trimmed of blanks and joined (RFC 9421, 2.1); or one member of a field that is a dictionary. */
function fieldOf(name: string, parameters: Parameters, request: Request): string | undefined {
  const { head, dictionaries } = request;
  const lines = head.headers.entries().filter(([own]) => own.toLowerCase() === name);
  if (lines.length === 0 || name !== name.toLowerCase()) return undefined;
  const value = lines.map(([line, text]) => deliveryHeaders([[line, text] as const]).get(name) ?? '');
  // A line break would be a line of the base of its own.
  if (value.some((text) => /[\r\n]/.test(text))) return undefined;
  if (parameters.size === 0) return value.join(', ');
  const key = parameters.get('key');
  if (parameters.size > 1 || typeof key !== 'string') return undefined;
  if (!dictionaries.has(name)) dictionaries.set(name, readDictionary(value.join(', ')));
  const member = dictionaries.get(name)?.get(key);
  return member && (isInnerList(member) ? serializeInnerList(member) : serializeItem(member));
}

/**
 * The signature base (RFC 9421, 2.5): what is signed.
 *
 * @param covered - the components and parameters
 * @param head - of the request, with the URL that the sender used
 * @returns the text, or undefined where a component is absent, comes twice, or is not known here
 */
export function signatureBase(covered: InnerList, head: DeliveryHead): string | undefined {
  const lines = new Map<string, string>();
  const url = URL.canParse(head.url) ? new URL(head.url) : undefined;
  const request: Request = { head, url, dictionaries: new Map() };
  for (const [name, parameters] of covered[0]) {
    if (typeof name !== 'string') return undefined;
    const line = serializeBareItem(name) + serializeParameters(parameters);
    const value = name.startsWith('@')
      ? derived(name, parameters, request)
      : fieldOf(name, parameters, request);
    if (value === undefined || lines.has(line)) return undefined;
    lines.set(line, value);
  }
  const all = [...lines, ['"@signature-params"', serializeInnerList(covered)] as const];
  return all.map(([line, value]) => `${line}: ${value}`).join('\n');
}
