import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import type { Output } from '../io.ts';

// Terminals take no more in one sequence.
const maxClipboard = 72 * 1024;

/** Where a text is copied to. */
export interface CopyOptions {
  readonly output: Output;
  /** Beside which the text is kept too: the file of captures. */
  readonly beside: string;
  readonly cwd: string;
}

/**
 * Copies a text by way of the terminal (OSC 52), and keeps it in a file: no terminal says whether it has taken it.
 *
 * @param name - of the file
 * @param text - what is copied
 * @param options - where to
 * @returns what to tell
 */
export async function copyText(
  name: string,
  text: string,
  { output, beside, cwd }: CopyOptions,
): Promise<string> {
  const file = join(dirname(beside), 'copied', name);
  // It may hold personal data and signatures, as the captures do.
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  await writeFile(file, `${text}\n`, { mode: 0o600 });
  const base64 = Buffer.from(text).toString('base64');
  const shown = relative(cwd, file) || file;
  if (base64.length > maxClipboard) return `Too large for a clipboard: it stands in ${shown}.`;
  output.write(`\u001B]52;c;${base64}\u0007`);
  return `Copied, if your terminal allows it; it stands in ${shown} too.`;
}
