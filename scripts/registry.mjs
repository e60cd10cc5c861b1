// Writes the registry of providers from their files, so that nobody edits it by hand: packages/providers/src/*.ts are the
// providers. `--check` writes nothing and fails where something would change.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const src = new URL('../packages/providers/src/', import.meta.url);
const target = new URL('lib/generated/registry.ts', src);

const names = readdirSync(src)
  .filter((name) => name.endsWith('.ts') && name !== 'index.ts')
  .map((name) => name.slice(0, -3))
  .toSorted();
const camel = (name) => name.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());
const quoted = (name) => (/^[a-z]\w*$/.test(name) ? name : `'${name}'`);

const text = `// Written by \`npm run exports\` from packages/providers/src/*.ts.
import type { AnyProviderFactory } from '../any-provider.ts';
${names.map((name) => `import { ${camel(name)} } from '../../${name}.ts';`).join('\n')}

/** The name of every provider here. */
export type ProviderName =
${names.map((name) => `  | '${name}'`).join('\n')};

/** Every provider's factory, by name. */
export const registry: Readonly<Record<ProviderName, AnyProviderFactory>> = {
${names.map((name) => `  ${quoted(name)}: ${camel(name)} as AnyProviderFactory,`).join('\n')}
};
`;

const before = existsSync(target) ? readFileSync(target, 'utf8') : '';
if (before !== text) {
  if (process.argv.includes('--check')) {
    console.log('the registry of providers differs from src/*.ts; run: npm run exports');
    process.exitCode = 1;
  } else {
    mkdirSync(new URL('./', target), { recursive: true });
    writeFileSync(target, text);
    console.log(
      `wrote ${fileURLToPath(target).slice(fileURLToPath(new URL('../', import.meta.url)).length)}`,
    );
  }
}
