import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The workspace's root. */
export const root: string = fileURLToPath(new URL('../../../', import.meta.url));

/** A fenced example. */
export interface Snippet {
  /** From the root. */
  readonly file: string;
  /** Of its first line of code, from 1. */
  readonly line: number;
  readonly language: 'ts' | 'tsx';
  readonly code: string;
}

/** Every page of documentation, from the root. */
export function readPages(): string[] {
  const patterns = ['*.md', 'packages/*/README.md', 'examples/*/README.md', 'docs/**/*.md'];
  return globSync(patterns, { cwd: root }).toSorted();
}

/** Every example: the fences of the pages, and those in the docstrings of public and private sources. */
export function readSnippets(): Snippet[] {
  const sources = globSync('packages/*/src/**/*.{ts,tsx}', { cwd: root }).toSorted();
  return [...readPages(), ...sources].flatMap(readFences);
}

/** The fences of one file. Those of sources stand in docstrings. */
function readFences(file: string): Snippet[] {
  const margin = file.endsWith('.md') ? String.raw`\s*` : String.raw`\s*\* ?`;
  const opening = new RegExp(`^${margin}\`\`\`(tsx?)\\b`);
  const closing = new RegExp(`^${margin}\`\`\`\\s*$`);
  const lines = readFileSync(root + file, 'utf8').split('\n');
  const found: Snippet[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const language = opening.exec(lines[at] as string)?.[1] as Snippet['language'] | undefined;
    if (language === undefined) continue;
    const length = lines.slice(at + 1).findIndex((line) => closing.test(line));
    const code = lines
      .slice(at + 1, at + 1 + length)
      .map((line) => line.replace(new RegExp(`^${margin}`), ''));
    found.push({ file, line: at + 2, language, code: code.join('\n') });
    at += length + 1;
  }
  return found;
}
