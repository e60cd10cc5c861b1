import { quoteBytes, quoteText } from './quote-shell.ts';
import { readableText } from './readable-text.ts';

/** A delivery as curl sends it again. */
export interface CurlRequest {
  /** The event's. */
  readonly id: string;
  readonly method: string;
  readonly url: string;
  /** As received, and in order. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array;
}

/** What curl writes itself, or what was between two machines alone. */
const left = new Set([
  'host',
  'content-length',
  'connection',
  'keep-alive',
  'transfer-encoding',
  'te',
  'trailer',
  'upgrade',
  'expect',
  'proxy-connection',
  'proxy-authorization',
]);
/** What curl adds where nobody says anything. */
const added = ['User-Agent', 'Accept', 'Content-Type', 'Expect'];
/** In bytes: what one word of a command may have on every system. */
const largestWord = 65_536;
/** In bytes: more is no command that anybody copies. */
const largestCommand = 2 ** 20;
// What cannot be seen, or turns text around. Line feeds and tabs are what JSON is indented with.
const unseen = /(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

/**
 * A delivery as a command that sends the same bytes, signatures and all. A body that is no text comes in base64; one of
 * more than 1 MiB as a file that is downloaded first.
 *
 * @param request - as it was received
 * @returns the command, for any POSIX shell
 */
export function writeCurl({ id, method, url, headers, body }: CurlRequest): string {
  const kept = headers.filter(([name]) => !left.has(name.toLowerCase()));
  const names = new Set(kept.map(([name]) => name.toLowerCase()));
  const words = [
    `curl --globoff --path-as-is -X ${quoteBytes(method)} ${quoteBytes(url)}`,
    ...kept.map(([name, value]) => `-H ${quoteBytes(value === '' ? `${name};` : `${name}: ${value}`)}`),
    ...added.filter((name) => !names.has(name.toLowerCase())).map((name) => `-H '${name}:'`),
  ];
  const joined = (more: readonly string[]): string => [...words, ...more].join(' \\\n  ');
  if (body.length === 0) return joined([]);
  if (body.length > largestCommand) {
    return `# The body is large: download it as ${id}.body first.\n${joined([`--data-binary '@${id}.body'`])}`;
  }
  const text = body.length > largestWord ? undefined : readableText(body);
  if (text !== undefined && !unseen.test(text)) return joined([`--data-raw ${quoteText(text)}`]);
  const encoded = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('base64');
  return `printf %s '${encoded}' | base64 -d | ${joined(['--data-binary @-'])}`;
}
