/** What is used of `fetch`. */
export type FetchLike = (
  url: string,
  init: { method: string; headers: Record<string, string>; body: string; signal: AbortSignal },
) => Promise<{ readonly status: number; json(): Promise<unknown> }>;

/** Sends one command. */
export type SendCommand = (command: readonly string[], signal: AbortSignal) => Promise<unknown>;

interface Answer {
  readonly result?: unknown;
  readonly error?: unknown;
}

/**
 * Speaks Upstash's REST: a command is a JSON array that is posted, its answer `{ result }` or `{ error }`.
 *
 * @param url - of the database
 * @param token - one that may write
 * @param fetch - sends the request
 * @returns what sends a command and rejects where the answer is an error, or none of Redis
 */
export function createRest(url: string, token: string, fetch: FetchLike): SendCommand {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  return async (command, signal) => {
    const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(command), signal });
    const answer = (await response.json().catch(() => undefined)) as Answer | null | undefined;
    if (typeof answer?.error === 'string') throw new Error(answer.error);
    if (response.status !== 200 || answer?.result === undefined)
      throw new Error(`Upstash answered ${response.status} without a result.`);
    return answer.result;
  };
}
