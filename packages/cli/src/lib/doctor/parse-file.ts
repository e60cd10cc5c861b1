import type { ParserOptions } from 'oxc-parser';

/** A program, or in a sentence why there is none. */
export type Parsed = { readonly program: object } | { readonly problem: string };

type ParseSync = typeof import('oxc-parser').parseSync;

/**
 * Parses a file as its name says; `.js` may hold JSX. Where a program can be read in spite of errors it is.
 *
 * @param parseSync - of oxc-parser, which is loaded by who needs it
 * @param filename - its ending says the language
 */
export function parseFile(parseSync: ParseSync, filename: string, text: string): Parsed {
  const isPlain = /\.[cm]?jsx?$/.test(filename);
  const options: ParserOptions = { range: true, preserveParens: false, ...(isPlain && { lang: 'jsx' }) };
  let problem = 'The parser gave no program.';
  // A script may hold what a module may not.
  for (const sourceType of filename.endsWith('.cjs')
    ? (['commonjs'] as const)
    : ([undefined, 'script'] as const)) {
    try {
      const { program, errors } = parseSync(filename, text, {
        ...options,
        ...(sourceType && { sourceType }),
      });
      if (program.body.length > 0 || errors.length === 0) return { program };
      if (sourceType !== 'script') problem = sentenceOf(text, errors[0]);
    } catch (error) {
      problem = error instanceof Error ? error.message : String(error);
    }
  }
  return { problem };
}

function sentenceOf(
  text: string,
  error: { readonly message: string; readonly labels: readonly { readonly start: number }[] } | undefined,
): string {
  const start = error?.labels[0]?.start;
  const line = start === undefined ? '' : ` in line ${text.slice(0, start).split('\n').length}`;
  return `${error?.message ?? 'It cannot be parsed'}${line}.`;
}
