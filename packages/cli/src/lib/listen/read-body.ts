import type { IncomingMessage } from 'node:http';

/** Why a body is not read to its end. */
export type BodyRefusal = 'too_large' | 'too_much';

/**
 * Reads a body.
 *
 * @param request - whose body is read
 * @param hold - told of every piece; what it answers ends the reading, and the rest is thrown away as it comes
 * @returns the bytes, or why not
 */
export function readBody(
  request: IncomingMessage,
  hold: (bytes: number) => BodyRefusal | undefined,
): Promise<Uint8Array | BodyRefusal> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let refusal: BodyRefusal | undefined;
    request.on('data', (chunk: Buffer) => {
      if (refusal) return;
      refusal = hold(chunk.length);
      if (refusal) resolve(refusal);
      else chunks.push(chunk);
    });
    request.on('end', () => resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)));
    request.on('error', reject);
    request.on('close', () => reject(new Error('The sender went away.')));
  });
}
