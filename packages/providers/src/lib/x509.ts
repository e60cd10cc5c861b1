import { childrenOf, derSequence, readDer, type DerElement } from '@hooklatch/core/provider';

/** An extension of a certificate: what it holds, and whether who does not know it has to refuse. */
interface Extension {
  readonly critical: boolean;
  readonly value: Uint8Array;
}

/** What a chain is checked by (RFC 5280, 4.1). */
export interface Certificate {
  /** The bytes that the issuer has signed. */
  readonly signed: Uint8Array;
  readonly signatureAlgorithm: string;
  readonly signature: Uint8Array;
  readonly issuer: string;
  readonly subject: string;
  /** Unix milliseconds. */
  readonly notBefore: number;
  readonly notAfter: number;
  readonly spki: Uint8Array;
  /** The curve of the key, where it is one of an elliptic curve. */
  readonly curve: string | undefined;
  readonly extensions: ReadonlyMap<string, Extension>;
}

const tags = {
  boolean: 0x01,
  bits: 0x03,
  octets: 0x04,
  id: 0x06,
  utcTime: 0x17,
  time: 0x18,
  extensions: 0xa3,
};

/** An object identifier as the hexadecimal digits of its content. */
function idOf(element: DerElement | undefined): string | undefined {
  return element?.tag === tags.id ? hexOf(element.content) : undefined;
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The bits of a bit string that is whole bytes. */
function bitsOf(element: DerElement | undefined): Uint8Array | undefined {
  return element?.tag === tags.bits && element.content[0] === 0 ? element.content.subarray(1) : undefined;
}

function timeOf(element: DerElement | undefined): number {
  const text = String.fromCharCode(...(element?.content ?? []));
  const [, year = '', month, day, hour, minute, second] =
    /^(\d{2}|\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(text) ?? [];
  if (element?.tag !== (year.length === 2 ? tags.utcTime : tags.time)) return Number.NaN;
  const century = year.length === 4 ? '' : Number(year) < 50 ? '20' : '19';
  return Date.parse(`${century}${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

const curves: Readonly<Record<string, string>> = {
  '2a8648ce3d030107': 'P-256',
  '2b81040022': 'P-384',
};
const ecPublicKey = '2a8648ce3d0201';

function curveOf(spki: DerElement): string | undefined {
  const [algorithm] = childrenOf(spki, derSequence) ?? [];
  const [id, curve] = childrenOf(algorithm, derSequence) ?? [];
  return idOf(id) === ecPublicKey ? curves[idOf(curve) ?? ''] : undefined;
}

/** Undefined where one is malformed, or comes twice. */
function readExtensions(element: DerElement | undefined): ReadonlyMap<string, Extension> | undefined {
  const found = new Map<string, Extension>();
  if (!element) return found;
  const [list, rest] = childrenOf(element, tags.extensions) ?? [];
  const items = rest ? undefined : childrenOf(list, derSequence);
  for (const item of items ?? []) {
    const parts = childrenOf(item, derSequence) ?? [];
    const id = idOf(parts[0]);
    const value = parts.at(-1);
    const critical = parts.length === 3;
    if (id === undefined || found.has(id) || value?.tag !== tags.octets || parts.length > 3) return undefined;
    if (critical && !(parts[1]?.tag === tags.boolean && parts[1].content[0] === 0xff)) return undefined;
    found.set(id, { critical, value: value.content });
  }
  return items && found;
}

/** Reads a certificate of version 3; undefined where the bytes are none. */
export function readCertificate(der: Uint8Array): Certificate | undefined {
  const outer = readDer(der);
  const [tbs, algorithm, proof, more] = (outer?.length === 1 && childrenOf(outer[0], derSequence)) || [];
  const fields = childrenOf(tbs, derSequence) ?? [];
  const [version, , inner, issuer, validity, subject, spki, ...others] = fields;
  if (!tbs || more || version?.tag !== 0xa0 || !issuer || !subject || !spki) return undefined;
  const [signatureAlgorithm] = childrenOf(algorithm, derSequence) ?? [];
  const [innerAlgorithm] = childrenOf(inner, derSequence) ?? [];
  const [notBefore, notAfter] = childrenOf(validity, derSequence) ?? [];
  const extensions = readExtensions(others.find(({ tag }) => tag === tags.extensions));
  const signature = bitsOf(proof);
  const name = idOf(signatureAlgorithm);
  if (!signature || !extensions || name === undefined || name !== idOf(innerAlgorithm)) return undefined;
  return {
    signed: tbs.whole,
    signatureAlgorithm: name,
    signature,
    issuer: hexOf(issuer.whole),
    subject: hexOf(subject.whole),
    notBefore: timeOf(notBefore),
    notAfter: timeOf(notAfter),
    spki: spki.whole,
    curve: curveOf(spki),
    extensions,
  };
}

const basicConstraints = '551d13';
const keyUsage = '551d0f';

/** Whether a certificate may issue others. */
export function isIssuer({ extensions }: Certificate): boolean {
  const [constraints] = readDer(extensions.get(basicConstraints)?.value ?? new Uint8Array()) ?? [];
  const [authority] = childrenOf(constraints, derSequence) ?? [];
  return authority?.tag === tags.boolean && authority.content[0] === 0xff;
}

/** Whether its key may be used so: bit 0 is for signatures, bit 5 for certificates. Without the extension it may. */
export function mayBeUsed({ extensions }: Certificate, bit: 0 | 5): boolean {
  const usage = extensions.get(keyUsage);
  if (!usage) return true;
  const [bits] = readDer(usage.value) ?? [];
  return bits?.tag === tags.bits && ((bits.content[1] ?? 0) & (0x80 >> bit)) !== 0;
}

/** What is understood here: basic constraints, key usage, and its extended form. */
const understood = new Set([basicConstraints, keyUsage, '551d25']);

/** Whether nothing critical is left that is not understood here. */
export function isUnderstood({ extensions }: Certificate, also: string): boolean {
  return [...extensions].every(([id, { critical }]) => !critical || understood.has(id) || id === also);
}
