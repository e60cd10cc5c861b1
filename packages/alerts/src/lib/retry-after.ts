/** In milliseconds: nobody waits for longer because a channel asks. */
const longestMs = 86_400_000;

/**
 * How long a channel asks to be left alone.
 *
 * @param headers - of its answer: `Retry-After` in seconds, whole or not, or as a date; `X-RateLimit-*` where nothing is left
 * @param text - of its answer: `retry_after` in seconds, where it is JSON
 * @param status - of its answer
 * @param now - Unix milliseconds (`Date.now()`)
 * @returns milliseconds; undefined where it does not ask
 */
export function readRetryAfter(
  headers: Pick<Headers, 'get'>,
  text: string,
  status: number,
  now: number = Date.now(),
): number | undefined {
  const spent = headers.get('x-ratelimit-remaining') === '0' ? headers.get('x-ratelimit-reset-after') : null;
  const asked = [
    readAfter(headers.get('retry-after'), now),
    status === 429 ? readText(text) : undefined,
    toMs(spent),
  ];
  const longest = Math.max(0, ...asked.filter((time) => time !== undefined));
  return longest > 0 ? Math.min(longestMs, Math.ceil(longest)) : undefined;
}

function readAfter(value: string | null, now: number): number | undefined {
  if (value === null) return undefined;
  const seconds = toMs(value);
  if (seconds !== undefined) return seconds;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : date - now;
}

function readText(text: string): number | undefined {
  try {
    const { retry_after: seconds } = Object(JSON.parse(text)) as { retry_after?: unknown };
    return typeof seconds === 'number' && Number.isFinite(seconds) ? seconds * 1000 : undefined;
  } catch {
    return undefined;
  }
}

function toMs(seconds: string | null): number | undefined {
  return seconds !== null && /^\d{1,9}(?:\.\d{1,9})?$/.test(seconds.trim())
    ? Number(seconds) * 1000
    : undefined;
}
