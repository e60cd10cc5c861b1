import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Makes a directory a project that has installed the gateway: from its sources, so that nothing has to be built. */
export async function installGateway(cwd: string): Promise<void> {
  const folder = join(cwd, 'node_modules', '@hooklatch', 'gateway');
  await mkdir(folder, { recursive: true });
  const manifest = { name: '@hooklatch/gateway', type: 'module', exports: { './cli': './cli.mjs' } };
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
  const source = new URL('../../src/cli.ts', import.meta.url).href;
  await writeFile(join(folder, 'cli.mjs'), `export { runGateway } from ${JSON.stringify(source)};`);
}
