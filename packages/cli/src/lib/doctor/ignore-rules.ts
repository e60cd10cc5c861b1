/** A line of a `.gitignore`. */
export interface IgnoreRule {
  /** The directory that the file stands in, relative, with `/` at its end unless it is the top: `''`. */
  readonly base: string;
  readonly pattern: RegExp;
  readonly isNegated: boolean;
  readonly isDirectoryOnly: boolean;
}

/** Reads a `.gitignore`: comments, `!`, `/`, `*`, `**`, `?` and `[…]`. */
export function readIgnoreRules(text: string, base: string): readonly IgnoreRule[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const isNegated = line.startsWith('!');
    const given = line
      .replace(/^!/, '')
      .replace(/^\\(?=[#!])/, '')
      .trimEnd();
    if (given === '' || line.startsWith('#')) return [];
    const isDirectoryOnly = given.endsWith('/');
    const path = given.replace(/\/$/, '');
    // With a `/` before its end a pattern is meant from here, else at any depth.
    const isFromHere = path.includes('/');
    try {
      const pattern = new RegExp(`^${isFromHere ? '' : '(?:.*/)?'}${toPattern(path.replace(/^\//, ''))}$`);
      return [{ base, pattern, isNegated, isDirectoryOnly }];
    } catch {
      return [];
    }
  });
}

/** Whether a path is ignored: the last rule that fits decides. */
export function isIgnored(rules: readonly IgnoreRule[], path: string, isDirectory: boolean): boolean {
  const last = rules.findLast(({ base, pattern, isDirectoryOnly }) => {
    return (
      path.startsWith(base) && (isDirectory || !isDirectoryOnly) && pattern.test(path.slice(base.length))
    );
  });
  return last !== undefined && !last.isNegated;
}

function toPattern(path: string): string {
  return path.replace(/\*\*\/|\/\*\*$|\*+|\?|\[!?[^\]]*\]|[\\^$.+(){}|[\]]/g, (part) => {
    if (part === '**/') return '(?:.*/)?';
    if (part === '/**') return '/.*';
    if (part.startsWith('*')) return '[^/]*';
    if (part === '?') return '[^/]';
    return part.length > 1 ? part.replace(/^\[!/, '[^') : `\\${part}`;
  });
}
