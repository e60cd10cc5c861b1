import { fromBase64, toBase64, toText } from './byte-string.ts';

/** A body in JSON: as a text where it is UTF-8, else in base64. */
export interface JsonBody {
  readonly body?: string;
  readonly bodyBase64?: string;
}

/** A body for JSON. */
export function writeJsonBody(body: Uint8Array): JsonBody {
  const text = toText(body);
  return text === undefined ? { bodyBase64: toBase64(body) } : { body: text };
}

/** The bytes of a body in JSON, or undefined where they are written wrong. */
export function readJsonBody({
  body,
  bodyBase64,
}: {
  body?: unknown;
  bodyBase64?: unknown;
}): Uint8Array | undefined {
  if (typeof bodyBase64 === 'string') return fromBase64(bodyBase64);
  if (body === undefined) return new Uint8Array();
  return typeof body === 'string' ? new TextEncoder().encode(body) : undefined;
}
