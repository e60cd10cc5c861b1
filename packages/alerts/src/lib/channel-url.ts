/**
 * Looks at the address of a channel.
 *
 * @param url - of a configuration; it may be a secret
 * @param channel - whose it is, for messages
 * @returns the URL
 * @throws TypeError where it cannot be used; no part of it is in the message
 */
export function toChannelUrl(url: string, channel: string): URL {
  if (typeof url !== 'string' || !URL.canParse(url))
    throw new TypeError(`${channel} needs a whole URL, such as https://hooks.example.com/…`);
  const parsed = new URL(url);
  if (parsed.protocol !== 'https:' && parsed.protocol !== 'http:')
    throw new TypeError(`${channel} needs a URL that begins with https: or http:.`);
  if (parsed.username !== '' || parsed.password !== '')
    throw new TypeError(`${channel} takes no user name and no password in its URL.`);
  return parsed;
}

/**
 * How long a send may take.
 *
 * @param timeoutMs - of a configuration (10,000)
 * @returns milliseconds
 * @throws TypeError where it cannot be used
 */
export function toTimeout(timeoutMs: number = 10_000): number {
  if (!(timeoutMs >= 1 && timeoutMs <= 120_000)) throw new TypeError(`timeoutMs cannot be ${timeoutMs}.`);
  return timeoutMs;
}
