// `npm run docs`: writes docs/providers.md, a page for each provider, and core's table of signature headers, from the
// definitions and the guides. `--check` writes nothing and fails where something would change.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { presets, readCatalogue, type Entry } from './catalogue.ts';
import { renderProviderPage, variableText } from './provider-page.ts';

const root = new URL('../../', import.meta.url);

function renderIndex(entries: readonly Entry[]): string {
  const rows = entries.map((entry) => {
    const { name, guide, definition, eventMap } = entry;
    const confirmed = presets.has(name) ? '' : definition.facts.confirmed ? 'yes' : 'no';
    return `| [${guide.title}](providers/${name}.md) | \`${name}\` | ${definition.key === 'fetched' ? 'none: its keys are fetched' : variableText(entry)} | ${eventMap === undefined ? '' : 'yes'} | ${confirmed} |`;
  });
  return (
    [
      '<!-- Written by `npm run docs` from packages/providers. -->',
      '# Providers',
      `${entries.length - presets.size} services, and ${presets.size} presets for any other. "Confirmed" says whether an official source states the scheme. Those whose scheme could not be confirmed are in [the list of what is missing](providers/unconfirmed.md).`,
      [
        '| provider | import | variables, in order | typed events | confirmed |',
        '| --- | --- | --- | --- | --- |',
        ...rows,
      ].join('\n'),
    ].join('\n\n') + '\n'
  );
}

/** The header that a scheme's signature stands in, and who sends it. */
function renderHeaderOwners(entries: readonly Entry[]): string {
  const owners = new Map<string, string[]>();
  for (const { name, definition } of entries) {
    if (presets.has(name)) continue;
    const headers = definition.schemes.flatMap((scheme) => (scheme.signedAs ?? scheme).headers.slice(0, 1));
    for (const header of new Set(headers)) {
      if (header !== 'authorization') owners.set(header, [...(owners.get(header) ?? []), name]);
    }
  }
  const lines = [...owners]
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([header, names]) => `  '${header}': [${names.map((name) => `'${name}'`).join(', ')}],`);
  return [
    '// Written by `npm run docs` from packages/providers.',
    '/** The signature headers, and the providers that send each. */',
    'export const headerOwners: Readonly<Record<string, readonly string[]>> = {',
    ...lines,
    '};',
    '',
  ].join('\n');
}

const entries = readCatalogue();
const files = new Map([
  ['docs/providers.md', renderIndex(entries)],
  ['packages/core/src/lib/generated/header-owners.ts', renderHeaderOwners(entries)],
  ...entries.map((entry) => [`docs/providers/${entry.name}.md`, renderProviderPage(entry)] as const),
]);
const kept = new Set([...files.keys(), 'docs/providers/unconfirmed.md']);
const folder = new URL('docs/providers/', root);
const extra = existsSync(folder)
  ? readdirSync(folder).filter((name) => !kept.has(`docs/providers/${name}`))
  : [];
const stale = [...files].filter(([path, text]) => {
  const place = new URL(path, root);
  return !existsSync(place) || readFileSync(place, 'utf8') !== text;
});

if (process.argv.includes('--check')) {
  for (const path of [...stale.map(([name]) => name), ...extra])
    console.log(`${path} is not what the definitions say`);
  if (stale.length + extra.length > 0) {
    console.log('run: npm run docs');
    process.exitCode = 1;
  }
} else {
  mkdirSync(folder, { recursive: true });
  for (const [path, text] of stale) writeFileSync(new URL(path, root), text);
  for (const name of extra) rmSync(new URL(name, folder));
  console.log(`wrote ${stale.length} of ${files.size} files`);
}
