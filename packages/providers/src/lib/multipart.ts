import { parseForm, toBytes, toText } from '@hooklatch/core/provider';

const mostParts = 1000;
const line = '\r\n';

/**
 * The text fields of `multipart/form-data` (RFC 7578), the first 1,000, in an object without a prototype; files are
 * left out and a doubled field keeps its first value. The boundary is the first line of the body.
 */
export function parseMultipart(body: Uint8Array): Record<string, string> | undefined {
  // One character a byte, so that files of any bytes do no harm; fields are decoded by themselves.
  const text = toLatin1(body);
  const end = text.indexOf(line);
  if (!/^--[\x20-\x7e]{1,100}$/.test(text.slice(0, Math.max(end, 0)))) return undefined;
  const parts = text.split(text.slice(0, end), mostParts + 2).slice(1, -1);
  const fields = Object.create(null) as Record<string, string>;
  for (const part of parts.slice(0, mostParts)) {
    const at = part.indexOf(line + line);
    const head = part.slice(0, Math.max(at, 0));
    const [, name] = /^content-disposition:[^\r\n]*?[; ]name="([^"\r\n]*)"/im.exec(head) ?? [];
    if (name === undefined || /;\s*filename/i.test(head) || Object.hasOwn(fields, name)) continue;
    const value = decode(part.slice(at + 4, part.endsWith(line) ? -2 : undefined));
    if (value !== undefined) fields[name] = value;
  }
  return fields;
}

/** The fields of a form, however it is encoded. */
export function parseAnyForm(body: Uint8Array): Record<string, string> | undefined {
  return body[0] === 0x2d && body[1] === 0x2d ? parseMultipart(body) : parseForm(body);
}

/** Fields as `multipart/form-data`, for tests. */
export function writeMultipart(fields: Readonly<Record<string, string>>): Uint8Array {
  const boundary = '--hooklatch-form-boundary';
  const parts = Object.entries(fields).map(
    ([name, value]) =>
      `${boundary}${line}Content-Disposition: form-data; name="${name}"${line}${line}${value}${line}`,
  );
  return toBytes(`${parts.join('')}${boundary}--${line}`);
}

function toLatin1(bytes: Uint8Array): string {
  const size = 8192;
  const pieces: string[] = [];
  for (let at = 0; at < bytes.length; at += size)
    pieces.push(String.fromCharCode(...bytes.subarray(at, at + size)));
  return pieces.join('');
}

function decode(latin1: string): string | undefined {
  try {
    const bytes = new Uint8Array(latin1.length);
    for (let at = 0; at < bytes.length; at += 1) bytes[at] = latin1.charCodeAt(at);
    return toText(bytes);
  } catch {
    return undefined;
  }
}
