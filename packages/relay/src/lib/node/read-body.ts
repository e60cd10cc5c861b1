import type { IncomingMessage } from 'node:http';

/**
 * Reads a body as it is, and stops where it becomes too large.
 *
 * @param request - whose body nobody has read
 * @param maxBytes - the most
 * @returns its bytes; nothing where there are more
 */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Uint8Array>) {
    bytes += chunk.length;
    if (bytes > maxBytes) return undefined;
    chunks.push(chunk);
  }
  return chunks.length === 1 ? chunks[0] : Buffer.concat(chunks, bytes);
}

/** What a request says of its length; nothing where it comes in chunks. */
export function declaredLength({ headers }: IncomingMessage): number | undefined {
  if (headers['transfer-encoding'] !== undefined) return undefined;
  return Number(headers['content-length'] ?? 0);
}

/** Names and values in the order and the spelling in which they came. */
export function readPairs({ rawHeaders }: IncomingMessage): (readonly [string, string])[] {
  return Array.from({ length: rawHeaders.length / 2 }, (_, index) => {
    const at = index * 2;
    return [rawHeaders[at] as string, rawHeaders[at + 1] as string] as const;
  });
}
