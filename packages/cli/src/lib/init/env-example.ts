import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Choice, ScaffoldFile } from './scaffold.ts';
import { urlVariable } from './templates/webhook-source.ts';

/** What becomes of the file that names the variables. */
export interface EnvExample {
  /** The file to create, where there is none. */
  readonly file: ScaffoldFile | undefined;
  readonly path: string;
  /** Lines that are missing in the one that is there. */
  readonly missing: readonly string[];
}

/**
 * The example of the file that secrets stand in while the application is developed.
 *
 * @param choice - what was chosen
 * @param secretsFile - `.env`, or the one of the framework
 * @returns the file to create, or what the one that is there lacks
 */
export function toEnvExample({ project, provider }: Choice, secretsFile = '.env'): EnvExample {
  const path = `${secretsFile}.example`;
  const full = join(project.dir, path);
  const isWorker = secretsFile !== '.env';
  const names = [...provider.variables, ...(provider.signsUrl && !isWorker ? [urlVariable] : [])];
  const lines = names.map((name) => `${name}=`);
  const text = `# The secret of ${provider.name}: \`hooklatch providers ${provider.name}\` says where it is found.\n`;
  if (!existsSync(full)) return { file: { path, text: `${text}${lines.join('\n')}\n` }, path, missing: [] };
  const there = readFileSync(full, 'utf8');
  const isThere = (name: string): boolean => new RegExp(`^\\s*(export\\s+)?${name}\\s*=`, 'm').test(there);
  return { file: undefined, path, missing: lines.filter((_, index) => !isThere(names[index] ?? '')) };
}
