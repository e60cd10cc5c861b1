import { builtinModules } from 'node:module';
import { basename } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

/**
 * What a bundler makes of a module.
 * @typedef {object} Bundle
 * @property {string} initial what is loaded at once
 * @property {string} all that, and what is loaded when it is needed
 */

/** Follows static imports from the entry; a dynamic one starts a chunk that is loaded later, unless it is named. */
function initialFiles({ outputs }, loads) {
  const starts = ['entry.js', ...loads.map((name) => `${name}-`)];
  const files = new Set(
    Object.keys(outputs).filter((file) => starts.some((start) => basename(file).startsWith(start))),
  );
  for (const file of files) {
    for (const { path, kind } of outputs[file].imports) {
      if (kind === 'import-statement' && path in outputs) files.add(path);
    }
  }
  return new Set([...files].map((file) => basename(file)));
}

const settings = (code, { dir, conditions, external }) => ({
  stdin: { contents: code, resolveDir: dir, sourcefile: 'entry.js' },
  entryNames: 'entry',
  outdir: 'out',
  absWorkingDir: dir,
  bundle: true,
  splitting: true,
  minify: true,
  format: 'esm',
  platform: 'neutral',
  mainFields: ['module', 'main'],
  target: 'es2022',
  conditions: [...conditions],
  metafile: true,
  write: false,
  logLevel: 'error',
  external: ['node:*', ...builtinModules, ...external],
});

/**
 * Bundles a module with esbuild, minified.
 *
 * @param {string} code the module
 * @param {{ dir: string, conditions?: readonly string[], external?: readonly string[],
 *   loads?: readonly string[] }} options `dir` is where its imports are looked up; `loads` are modules that are imported
 *   dynamically and count as loaded at once
 * @returns {Promise<Bundle>}
 */
export async function bundle(code, { dir, conditions = [], external = [], loads = [] }) {
  const { metafile, outputFiles } = await build(settings(code, { dir, conditions, external }));
  const initial = initialFiles(metafile, loads);
  const texts = outputFiles.map(({ path, text }) => ({ name: basename(path), text }));
  return {
    initial: texts
      .filter(({ name }) => initial.has(name))
      .map(({ text }) => text)
      .join('\n'),
    all: texts.map(({ text }) => text).join('\n'),
  };
}

/**
 * Bytes as they are sent.
 * @param {string} text
 */
export const gzipSize = (text) => gzipSync(text, { level: 9 }).length;

/**
 * The names that a module exports.
 * @param {string} code the module
 * @param {{ dir: string, conditions?: readonly string[], external?: readonly string[] }} options as of `bundle`
 * @returns {Promise<string[]>}
 */
export async function exportsOf(code, { dir, conditions = [], external = [] }) {
  const { metafile } = await build(settings(code, { dir, conditions, external }));
  return Object.values(metafile.outputs).flatMap(({ entryPoint, exports }) => (entryPoint ? exports : []));
}

/** Conditions of package.json that a bundler for Cloudflare Workers asks for. */
export const workerd = ['workerd', 'worker', 'browser'];
