import { checkProject } from '@hooklatch/eslint-plugin/check';
import { parseSync } from 'oxc-parser';

/** Files by their names, as a test writes them. */
export type Files = Readonly<Record<string, string>>;

/** Checks an application; gives `file:line rule` of each finding. */
export function checkFiles(files: Files): readonly string[] {
  const parsed = Object.entries(files).map(([filename, text]) => {
    if (filename.startsWith('.env')) return { filename, text };
    const { program, errors } = parseSync(filename, text, { range: true, preserveParens: false });
    if (errors.length > 0) throw new Error(`${filename}: ${errors[0]?.message}`);
    return { filename, text, program };
  });
  return checkProject(parsed).map(({ filename, line, rule }) => `${filename}:${line} ${rule}`);
}
