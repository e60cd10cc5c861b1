/**
 * Reads a body as it is, and stops where it becomes too large.
 *
 * @param request - whose body nobody has read
 * @param maxBytes - the most
 * @returns its bytes; nothing where there are more
 */
export async function readRequestBody({ body }: Request, maxBytes: number): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  const reader = body?.getReader();
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true };
    if (done || !value) break;
    bytes += value.length;
    if (bytes > maxBytes) {
      await reader?.cancel().catch(() => {});
      return undefined;
    }
    chunks.push(value);
  }
  const whole = new Uint8Array(bytes);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

/** What a request says of its length; nothing where it does not say. */
export function declaredBytes({ body, headers }: Request): number | undefined {
  const length = headers.get('content-length');
  if (length !== null && /^\d{1,15}$/.test(length)) return Number(length);
  return body ? undefined : 0;
}
