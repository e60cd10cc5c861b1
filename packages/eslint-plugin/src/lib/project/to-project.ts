import { topBinding, type Binding } from '../ast/bindings.ts';
import { child, children, nameOf, stringOf, unwrap, type Node } from '../ast/node.ts';
import type { SourceFile } from '../ast/source-file.ts';
import type { Place } from '../webhooks/handlers.ts';
import type { Project, TextFile } from './project.ts';

const endings = [
  '',
  '.ts',
  '.tsx',
  '.mts',
  '.cts',
  '.js',
  '.jsx',
  '.mjs',
  '.cjs',
  '/index.ts',
  '/index.tsx',
  '/index.js',
];

/** The files of an application, among which imports are followed. */
export function toProject(sources: readonly SourceFile[], texts: readonly TextFile[] = []): Project {
  const byName = new Map(sources.map((source) => [source.filename, source]));
  const find = (source: SourceFile, module: string): SourceFile | undefined => {
    for (const base of basesOf(source.filename, module)) {
      // TypeScript's imports may name what will be built: `./users.js` is users.ts.
      for (const path of [base, base.replace(/\.[cm]?jsx?$/, '')]) {
        const found = endings.map((ending) => byName.get(`${path}${ending}`)).find(Boolean);
        if (found) return found;
      }
    }
    return undefined;
  };
  const lookup = (
    source: SourceFile,
    { module, imported }: Pick<Binding, 'module' | 'imported'>,
    depth = 3,
  ): Place | undefined => {
    const other = module === undefined ? undefined : find(source, module);
    const exported = other && exportOf(other, imported ?? 'default');
    if (!other || !exported) return undefined;
    if ('node' in exported) return { source: other, node: exported.node };
    return depth > 0 ? lookup(other, exported, depth - 1) : undefined;
  };
  return { sources, texts, lookup };
}

function basesOf(filename: string, module: string): readonly string[] {
  if (/^[@~]\//.test(module)) return [module.slice(2), `src/${module.slice(2)}`, `app/${module.slice(2)}`];
  if (!module.startsWith('.')) return [];
  const steps = filename.split('/').slice(0, -1);
  for (const step of module.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '.') steps.push(step);
  }
  return [steps.join('/')];
}

/** What a file exports under a name: a node of its own, or where it has that from. */
function exportOf(
  source: SourceFile,
  name: string,
): { node: Node } | { module: string; imported: string } | undefined {
  for (const node of children(source.program, 'body')) {
    if (node.type === 'ExportDefaultDeclaration' && name === 'default')
      return local(source, child(node, 'declaration'));
    if (node.type !== 'ExportNamedDeclaration') continue;
    const specifier = children(node, 'specifiers').find((one) => nameOf(child(one, 'exported')) === name);
    if (specifier) {
      const from = stringOf(child(node, 'source'));
      const inner = nameOf(child(specifier, 'local')) ?? name;
      return from === undefined
        ? local(source, child(specifier, 'local'))
        : { module: from, imported: inner };
    }
    const declaration = child(node, 'declaration');
    if (nameOf(child(declaration, 'id')) === name && declaration) return { node: declaration };
    const declared = children(declaration, 'declarations').find((one) => nameOf(child(one, 'id')) === name);
    const value = unwrap(child(declared, 'init'));
    if (value) return { node: value };
  }
  return undefined;
}

function local(
  source: SourceFile,
  expression: Node | undefined,
): { node: Node } | { module: string; imported: string } | undefined {
  const node = unwrap(expression);
  const binding = node?.type === 'Identifier' ? topBinding(source, node['name'] as string) : undefined;
  if (binding?.module !== undefined)
    return { module: binding.module, imported: binding.imported ?? 'default' };
  const value = binding?.value ? unwrap(binding.value) : binding?.node;
  return value ? { node: value } : node && { node };
}
