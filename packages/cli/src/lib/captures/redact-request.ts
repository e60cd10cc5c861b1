import type { CapturedRequest } from './capture.ts';
import { isTree, parseExactly } from './exact-json.ts';

/** A request without what was to be hidden. */
export interface Redacted {
  readonly request: CapturedRequest;
  /** How many values were hidden. */
  readonly count: number;
}

type Matches = (path: readonly string[]) => boolean;

/**
 * Hides values of a request: `headers.authorization`, `query.token`, `body.data.email`, `body.**.email`.
 *
 * @param request - as it came; it stays as it is
 * @param paths - `*` stands for anything within a name, `**` for any number of names
 * @param mark - what stands there instead
 */
export function redactRequest(request: CapturedRequest, paths: readonly string[], mark: string): Redacted {
  let count = 0;
  const patterns = paths.map(toMatcher);
  const matches: Matches = (path) => {
    const isHit = patterns.some((pattern) => pattern(path));
    if (isHit) count += 1;
    return isHit;
  };
  const headers = request.headers.map(
    ([name, value]) => [name, matches(['headers', name.toLowerCase()]) ? toHeader(mark) : value] as const,
  );
  const at = request.target.indexOf('?');
  const query = at < 0 ? '' : redactForm(request.target.slice(at + 1), 'query', matches, mark);
  const target = at < 0 ? request.target : `${request.target.slice(0, at)}?${query}`;
  const body = redactBody(request, matches, mark);
  return { request: { method: request.method, target, headers, body }, count };
}

function redactBody({ body, headers }: CapturedRequest, matches: Matches, mark: string): Uint8Array {
  if (matches(['body'])) return Buffer.from(mark);
  const text = Buffer.from(body).toString('utf8');
  const type = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
  if (/^application\/x-www-form-urlencoded\b/i.test(type)) {
    return Buffer.from(redactForm(text, 'body', matches, mark));
  }
  let parsed: unknown;
  try {
    parsed = parseExactly(text);
  } catch {
    return body;
  }
  let isChanged = false;
  const walk = (value: unknown, path: readonly string[]): unknown => {
    if (path.length > 1 && matches(path)) {
      isChanged = true;
      return mark;
    }
    if (!isTree(value)) return value;
    if (Array.isArray(value)) return value.map((inner, index) => walk(inner, [...path, String(index)]));
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => [name, walk(inner, [...path, name])]),
    );
  };
  const walked = walk(parsed, ['body']);
  return isChanged ? Buffer.from(JSON.stringify(walked, null, indentOf(text))) : body;
}

/** Fields between `&`; those that stay keep their spelling. */
function redactForm(text: string, place: string, matches: Matches, mark: string): string {
  const fields = text.split('&').map((field) => {
    const [name = ''] = new URLSearchParams(field).keys();
    return field !== '' && matches([place, name])
      ? `${field.split('=')[0]}=${encodeURIComponent(mark)}`
      : field;
  });
  return fields.join('&');
}

function indentOf(text: string): number {
  return /^[[{]\n( +)/.exec(text)?.[1]?.length ?? 0;
}

/** A header is Latin-1 without line ends. */
function toHeader(mark: string): string {
  return mark.replaceAll(/[^\x20-\x7e]/g, '?');
}

function toMatcher(pattern: string): Matches {
  const [place = '', ...rest] = pattern.split('.');
  const parts = place === 'headers' ? [place, rest.join('.').toLowerCase()] : [place, ...rest];
  const texts = parts.map((part) => (part === '**' ? part : toPart(part)));
  return (path) => fits(texts, path);
}

type Part = '**' | ((name: string) => boolean);

/** Without a regular expression of somebody's making: pieces are looked for one after the other. */
function toPart(glob: string): (name: string) => boolean {
  const pieces = glob.split('*');
  const [first = '', ...more] = pieces;
  const last = more.pop();
  return (name) => {
    if (last === undefined) return name === first;
    if (!name.startsWith(first) || !name.endsWith(last) || name.length < first.length + last.length)
      return false;
    let from = first.length;
    for (const piece of more) {
      const found = name.indexOf(piece, from);
      if (found < 0 || found + piece.length > name.length - last.length) return false;
      from = found + piece.length;
    }
    return true;
  };
}

function fits(parts: readonly Part[], path: readonly string[]): boolean {
  // Which lengths of the path the parts so far can stand for.
  let ends = new Set([0]);
  for (const part of parts) {
    const next = new Set<number>();
    for (const end of ends) {
      if (part === '**') for (let at = end; at <= path.length; at += 1) next.add(at);
      else if (end < path.length && part(path[end] as string)) next.add(end + 1);
    }
    ends = next;
  }
  return ends.has(path.length);
}
