import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * Reads a configuration: JSON, or a module of TypeScript or JavaScript that exports it as `gateway` or as its default.
 *
 * @param file - as it was given
 * @param cwd - what it is relative to
 * @throws TypeError where there is no configuration in it; Error where it cannot be read
 */
export async function readConfigFile(file: string, cwd: string): Promise<unknown> {
  const path = resolve(cwd, file);
  if (/\.json$/i.test(path)) {
    const text = await readFile(path, 'utf8');
    try {
      return JSON.parse(text) as unknown;
    } catch {
      // What the parser says shows a part of the file.
      throw new TypeError(`${file} is no JSON.`);
    }
  }
  if (!/\.[cm]?[jt]s$/i.test(path)) throw new TypeError(`${file} must end in .ts, .js or .json.`);
  const module = (await import(pathToFileURL(path).href)) as { gateway?: unknown; default?: unknown };
  const config = module.gateway ?? module.default;
  if (typeof config !== 'object' || config === null) {
    throw new TypeError(`${file} exports no configuration: export const gateway = defineGateway({ … }).`);
  }
  return config;
}
