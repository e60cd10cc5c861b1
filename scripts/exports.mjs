// Writes `exports` (and core's `imports`) of every package from its files, so that nobody edits them by hand:
// src/*.ts is public, src/lib/* is private. `--check` writes nothing and fails where something would change.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const SOURCE = '@hooklatch/source';
const root = new URL('../', import.meta.url);

const built = (path) => ({
  import: { types: `./dist/${path}.d.mts`, default: `./dist/${path}.mjs` },
  require: { types: `./dist/${path}.d.cts`, default: `./dist/${path}.cjs` },
});

/** The public entries of a package directory, `index` first. */
export function entriesOf(dir) {
  const src = new URL('src/', dir);
  if (!existsSync(src)) return [];
  const names = readdirSync(src)
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'))
    .map((name) => name.slice(0, -3));
  return names.toSorted((a, b) => Number(b === 'index') - Number(a === 'index') || (a < b ? -1 : 1));
}

function exportsOf(entries, withSource, data) {
  const result = {};
  for (const name of entries) {
    result[name === 'index' ? '.' : `./${name}`] = {
      ...(withSource ? { [SOURCE]: `./src/${name}.ts` } : {}),
      ...built(name),
    };
  }
  for (const folder of data) result[`./${folder}/*`] = `./${folder}/*`;
  return { ...result, './package.json': './package.json' };
}

/** Folders of data that are published beside the code. */
const dataOf = (dir) => ['guides', 'vectors'].filter((name) => existsSync(new URL(`${name}/`, dir)));

/** `#crypto` is node:crypto where there is one, and Web Crypto everywhere else. */
function importsOf(dir, withSource) {
  if (!existsSync(new URL('src/lib/crypto-web.ts', dir))) return undefined;
  const pick = (name) => ({
    ...(withSource ? { [SOURCE]: `./src/lib/${name}.ts` } : {}),
    import: `./dist/lib/${name}.mjs`,
    require: `./dist/lib/${name}.cjs`,
  });
  const [node, web] = [pick('crypto-node'), pick('crypto-web')];
  return { '#crypto': { workerd: web, 'edge-light': web, node, bun: node, deno: node, default: web } };
}

/** The manifest as it should be; the order of its other fields stays. */
export function withExports(manifest, dir) {
  // A command is run, and not imported.
  const commands = Object.keys(manifest.bin ?? {});
  const all = entriesOf(dir);
  const entries = all.filter((name) => !commands.includes(name));
  if (all.length === 0) return manifest;
  const { access, provenance } = manifest.publishConfig ?? {};
  const hasIndex = entries.includes('index');
  const fields = {
    imports: importsOf(dir, true),
    exports: exportsOf(entries, true, dataOf(dir)),
    main: hasIndex ? './dist/index.cjs' : undefined,
    types: hasIndex ? './dist/index.d.cts' : undefined,
    publishConfig: {
      access,
      provenance,
      imports: importsOf(dir, false),
      exports: exportsOf(entries, false, dataOf(dir)),
    },
  };
  const result = {};
  for (const [key, value] of Object.entries(manifest)) {
    if (key in fields) continue;
    result[key] = value;
    if (key === 'sideEffects') {
      Object.assign(result, { main: fields.main, types: fields.types, imports: fields.imports });
      result.exports = fields.exports;
    }
  }
  result.publishConfig = fields.publishConfig;
  return result;
}

/** As the formatter would: lists of words on one line. */
const write = (manifest) =>
  `${JSON.stringify(manifest, null, 2).replace(/\[\s+("[^\]{}]*?")\s+\]/g, (_, list) => `[${list.replace(/\s*\n\s*/g, ' ')}]`)}\n`;

function run(check) {
  const stale = [];
  for (const name of readdirSync(new URL('packages/', root)).toSorted()) {
    const dir = new URL(`packages/${name}/`, root);
    const file = new URL('package.json', dir);
    if (!existsSync(file)) continue;
    const manifest = JSON.parse(readFileSync(file, 'utf8'));
    if (manifest.private === true) continue;
    const after = withExports(manifest, dir);
    if (JSON.stringify(after) === JSON.stringify(manifest)) continue;
    stale.push(`packages/${name}/package.json`);
    if (!check) writeFileSync(file, write(after));
  }
  if (stale.length === 0) return;
  console.log(
    check ? `exports differ from src/*.ts in:\n  ${stale.join('\n  ')}` : `wrote ${stale.join(', ')}`,
  );
  if (check) {
    console.log('run: npm run exports');
    process.exitCode = 1;
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href)
  run(process.argv.includes('--check'));
