import type { Admitted } from './authenticate.ts';
import type { Endpoint } from './endpoint.ts';
import type { KeyRing } from './secret.ts';

/** What a delivery was refused over. */
export interface Refused {
  readonly admitted: Admitted;
  readonly ring: KeyRing;
  readonly body: Uint8Array;
}

/** What may have happened to a body on its way, undone. */
const undo: Readonly<Record<string, (text: string) => string>> = {
  // Decoding takes the mark away.
  'was given a byte order mark': (text) => text,
  'was parsed and printed again': (text) => JSON.stringify(JSON.parse(text)),
  'was parsed and printed again, without its indentation': (text) =>
    JSON.stringify(JSON.parse(text), undefined, 2),
  'lost its last line break': (text) => `${text}\n`,
  'was given a line break at its end': (text) => text.replace(/\r?\n$/, ''),
  'was given other line breaks (CRLF)': (text) => text.replaceAll('\r\n', '\n'),
  'was given other line breaks (LF)': (text) => text.replaceAll(/\r?\n/g, '\r\n'),
  'lost its byte order mark': (text) => `\uFEFF${text}`,
};

const decoder = new TextDecoder('utf-8', { fatal: true });
const largestBody = 262_144;
const silenceMs = 1000;
const searched = new WeakMap<Endpoint, number>();

/**
 * Looks for what was done to a body whose signature does not fit: at most once a second for an endpoint, over bodies up
 * to 256 KiB, and never where the answer goes.
 *
 * @returns a sentence for the operator, or undefined where nothing fits
 */
export async function findChange(endpoint: Endpoint, refused: Refused): Promise<string | undefined> {
  const { admitted, ring, body } = refused;
  if (endpoint.onDelivery === false || body.length > largestBody) return undefined;
  if (performance.now() - (searched.get(endpoint) ?? -Infinity) < silenceMs) return undefined;
  searched.set(endpoint, performance.now());
  const { scheme, claim, head } = admitted;
  for (const [change, toOriginal] of Object.entries(undo)) {
    const original = attempt(() => new TextEncoder().encode(toOriginal(decoder.decode(body))));
    if (!original) continue;
    for (const { key, scheme: own } of ring.keys) {
      if (own === scheme && (await scheme.verify(claim, key, original, head, endpoint))) {
        return `The body ${change} on its way: hand over the bytes that arrived, before a parser or a proxy changes them.`;
      }
    }
  }
  return undefined;
}

function attempt<Result>(act: () => Result): Result | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}
