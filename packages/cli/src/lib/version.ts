import { createRequire } from 'node:module';

/** The version of this package; `package.json` is one directory above both `src` and `dist`. */
export const version: string = readVersion();

function readVersion(): string {
  const require = createRequire(import.meta.url);
  for (const path of ['../package.json', '../../package.json']) {
    try {
      const manifest = require(path) as { name?: string; version?: string };
      if (manifest.name === '@hooklatch/cli') return manifest.version ?? '0.0.0';
    } catch {
      // It is the other one.
    }
  }
  return '0.0.0';
}
