import type { Delivery } from '@hooklatch/core';

/** A delivery as vendors' libraries take it. */
export interface Sent {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** The body as text. */
  readonly text: string;
}

/** What is changed of a delivery, or added to it. */
export interface Change {
  readonly headers?: Readonly<Record<string, string>>;
  readonly text?: string;
  readonly url?: string;
}

export function toSent({ method, url, headers, body }: Delivery): Sent {
  const named = headers.entries().map(([name, value]) => [name.toLowerCase(), value]);
  return { method, url, headers: Object.fromEntries(named), body, text: new TextDecoder().decode(body) };
}

/** The same delivery with other headers, another body or URL. */
export function changed(sent: Sent, { headers = {}, text = sent.text, url = sent.url }: Change): Sent {
  const body = new TextEncoder().encode(text);
  return { ...sent, url, headers: { ...sent.headers, ...headers }, text, body };
}
