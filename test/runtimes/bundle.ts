import { build, type Plugin } from 'esbuild';
import { fileURLToPath } from 'node:url';

/** An import of Node that nothing uses has no effect, and may go; one that is used stays, and shows. */
const nodeModules: Plugin = {
  name: 'node-modules',
  setup({ onResolve }) {
    onResolve({ filter: /^node:/ }, ({ path }) => ({ path, external: true, sideEffects: false }));
  },
};

const common = { bundle: true, platform: 'neutral', target: 'es2022', write: false } as const;

/**
 * What runs inside of a runtime, in one file but for the packages: those are imported, or required, where it stands.
 * @param entry a file of `inside`, without its ending
 */
export async function bundleOwn(entry: string, format: 'esm' | 'cjs'): Promise<string> {
  const file = fileURLToPath(new URL(`inside/${entry}.ts`, import.meta.url));
  const { outputFiles } = await build({ ...common, entryPoints: [file], format, packages: 'external' });
  return outputFiles[0]?.text ?? '';
}

/**
 * The same in one file with the packages, for a runtime that has no files.
 * @param resolveDir where the packages are installed
 * @param options the conditions by which the runtime resolves, and whether it runs modules or scripts
 * @throws {Error} where something of Node is left
 */
export async function bundleWhole(
  entry: string,
  resolveDir: string,
  {
    conditions,
    format = 'esm',
  }: { readonly conditions: readonly string[]; readonly format?: 'esm' | 'iife' },
): Promise<string> {
  const { outputFiles } = await build({
    ...common,
    stdin: { contents: await bundleOwn(entry, 'esm'), resolveDir, sourcefile: `${entry}.js` },
    format,
    mainFields: ['module', 'main'],
    conditions: [...conditions],
    plugins: [nodeModules],
  });
  const text = outputFiles[0]?.text ?? '';
  const [found] = /["'`]node:\w+["'`]/.exec(text) ?? [];
  if (found !== undefined) throw new Error(`The bundle for ${entry} uses ${found}.`);
  return text;
}
