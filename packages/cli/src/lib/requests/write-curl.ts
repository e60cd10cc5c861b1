import type { CapturedRequest } from '../captures/capture.ts';
import { toBase64, toByteString, toText } from './byte-string.ts';
import { hasHeader } from './header-value.ts';
import { quoteShell } from './quote-shell.ts';
import { requestUrl } from './request-url.ts';

/** How a curl command is written. */
export interface WriteCurlOptions {
  /** The URL that it is sent to. (the one that the request was sent to) */
  readonly to?: string;
}

const largestWord = 100_000;

/**
 * A request as a curl command that sends the same bytes. A body that is no text, or a large one, comes in base64.
 *
 * @param request - the request
 * @param options - where it is sent to
 * @returns the command, for bash and zsh; nothing in it can change what a terminal shows
 */
export function writeCurl(request: CapturedRequest, { to }: WriteCurlOptions = {}): string {
  const { method, target, headers, body } = request;
  const url = requestUrl(request, to);
  const words = [
    `curl -X ${quoteShell(method)} ${quoteShell(url)}`,
    // What curl would otherwise change or leave out.
    ...(/[[\]{}]/.test(url) ? ['--globoff'] : []),
    ...(/\/\.{1,2}(\/|\?|$)/.test(url) ? ['--path-as-is'] : []),
    ...(to === undefined && !isPlainPath(target) ? [`--request-target ${quoteShell(target)}`] : []),
    ...headers.map(([name, value]) => `-H ${quoteShell(value === '' ? `${name};` : `${name}: ${value}`)}`),
    ...(hasHeader(headers, 'host') || to !== undefined ? [] : ["-H 'Host:'"]),
  ];
  if (body.length === 0) return words.join(' \\\n  ');
  if (!hasHeader(headers, 'content-type')) words.push("-H 'Content-Type:'");
  const text = body.length > largestWord || body.includes(0) ? undefined : toText(body);
  if (text !== undefined) return [...words, `--data-raw ${quoteShell(toByteString(body))}`].join(' \\\n  ');
  const encoded = `printf %s '${toBase64(body)}' | base64 -d | `;
  return encoded + [...words, '--data-binary @-'].join(' \\\n  ');
}

function isPlainPath(target: string): boolean {
  return /^\/[\u0021-\u0022\u0024-\u007E]*$/.test(target);
}
