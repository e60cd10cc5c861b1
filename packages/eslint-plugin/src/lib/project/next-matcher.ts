/**
 * Whether one of Next's matchers, which Clerk's route matchers are written as too, matches a path.
 *
 * @returns `undefined` where the matcher cannot be read
 */
export function matchesPath(matcher: string, path: string): boolean | undefined {
  try {
    return new RegExp(`^${toPattern(matcher)}/?$`).test(path);
  } catch {
    return undefined;
  }
}

const repeats: Readonly<Record<string, (one: string) => string>> = {
  '*': (one) => `(?:/${one}(?:/${one})*)?`,
  '+': (one) => `/${one}(?:/${one})*`,
  '?': (one) => `(?:/${one})?`,
  '': (one) => `/${one}`,
};

/** `/dashboard/:path*` and `/((?!api).*)` as a regular expression. */
function toPattern(matcher: string): string {
  let pattern = '';
  for (let index = 0; index < matcher.length;) {
    const rest = matcher.slice(index);
    const named = /^\/:\w+/.exec(rest)?.[0];
    if (named !== undefined) {
      const group = groupAt(matcher, index + named.length);
      const end = index + named.length + group.length;
      const repeat = /^[*+?]/.exec(matcher.slice(end))?.[0] ?? '';
      pattern += repeats[repeat]?.(group || '[^/]+') ?? '';
      index = end + repeat.length;
    } else if (rest.startsWith('(')) {
      const group = groupAt(matcher, index);
      pattern += group;
      index += group.length;
    } else {
      // `*`, `+` and `?` may follow a group.
      pattern += /[*+?]/.test(rest[0] ?? '') && pattern.endsWith(')') ? rest[0] : escape(rest[0] ?? '');
      index += 1;
    }
  }
  return pattern;
}

const escape = (character: string): string => character.replace(/[\\^$.*+?()[\]{}|]/, '\\$&');

/** The group in brackets that begins at an offset, whole. */
function groupAt(text: string, start: number): string {
  if (text[start] !== '(') return '';
  let depth = 0;
  for (let index = start; index < text.length; index += 1) {
    if (text[index] === '\\') index += 1;
    else if (text[index] === '(') depth += 1;
    else if (text[index] === ')') depth -= 1;
    if (depth === 0) return text.slice(start, index + 1);
  }
  throw new SyntaxError('A bracket is not closed.');
}
