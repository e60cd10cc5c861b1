import { checkProject, type Finding, type ProjectFile } from '@hooklatch/eslint-plugin/check';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';
import { findFiles, type Application } from './find-files.ts';
import { parseFile } from './parse-file.ts';

/** What `hooklatch doctor` tells. */
export interface Examination {
  /** How many programs were read. Of each file that is named the path is from where the command runs, with `/`. */
  readonly files: number;
  readonly findings: readonly (Finding & { readonly file: string })[];
  /** Files that could not be looked at, and why. */
  readonly notes: readonly { readonly file: string; readonly message: string }[];
}

const maxBytes = 1024 * 1024;

/**
 * Examines a directory, or one file.
 *
 * @param path - absolute
 * @param options - `from` is what paths are told from; `onFile` is told how many files have been read; `signal` ends it
 */
export async function examine(
  path: string,
  { from, onFile, signal }: { from: string; onFile?: (count: number) => void; signal?: AbortSignal },
): Promise<Examination> {
  const { directory, applications } = await find(path);
  const { parseSync } = await import('oxc-parser');
  const findings: (Finding & { file: string })[] = [];
  const notes: { file: string; message: string }[] = [];
  let files = 0;
  const nameOf = (file: string): string => relative(from, join(directory, file)).split(sep).join('/');
  const read = async ({ folder, files: names }: Application): Promise<readonly ProjectFile[]> => {
    const known: ProjectFile[] = [];
    for (const filename of names) {
      signal?.throwIfAborted();
      const file = `${folder}${filename}`;
      const text = await readText(join(directory, file)).catch((error: unknown) => ({
        problem: toSentence(error),
      }));
      if (typeof text !== 'string') notes.push({ file: nameOf(file), message: text.problem });
      else if (basename(filename).startsWith('.env')) known.push({ filename, text });
      else {
        const parsed = parseFile(parseSync, filename, text);
        files += 1;
        onFile?.(files);
        if ('problem' in parsed) notes.push({ file: nameOf(file), message: parsed.problem });
        else known.push({ filename, text, program: parsed.program });
      }
    }
    return known;
  };
  for (const application of applications) {
    const known = await read(application);
    for (const { filename, ...finding } of checkProject(known)) {
      findings.push({ file: nameOf(`${application.folder}${filename}`), ...finding });
    }
  }
  return { files, findings, notes };
}

/** A file belongs to the application that its nearest `package.json` makes: its path there says what it is. */
async function find(path: string): Promise<{ directory: string; applications: readonly Application[] }> {
  if (!(await stat(path)).isFile()) return { directory: path, applications: await findFiles(path) };
  let directory = dirname(path);
  const isTop = async (): Promise<boolean> => (await readdir(directory)).includes('package.json');
  while (!(await isTop()) && dirname(directory) !== directory) directory = dirname(directory);
  return {
    directory,
    applications: [{ folder: '', files: [relative(directory, path).split(sep).join('/')] }],
  };
}

async function readText(path: string): Promise<string | { problem: string }> {
  const { size } = await stat(path);
  if (size > maxBytes) return { problem: 'It is larger than 1 MiB: nobody writes such a file by hand.' };
  return readFile(path, 'utf8');
}

const toSentence = (error: unknown): string =>
  `It cannot be read: ${error instanceof Error && 'code' in error ? String(error.code) : String(error)}.`;
