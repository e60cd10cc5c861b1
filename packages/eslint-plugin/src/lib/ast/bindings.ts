import { child, children, isFunction, nameOf, propertyOf, stringOf, unwrap, type Node } from './node.ts';
import type { SourceFile } from './source-file.ts';

/** What a name stands for. */
export interface Binding {
  readonly kind: 'import' | 'variable' | 'parameter' | 'function' | 'class';
  readonly name: string;
  /** What declares it. */
  readonly node: Node;
  /** The value that a variable is given, where it is given one once. */
  readonly value?: Node | undefined;
  /** The property that destructuring takes of `value`, or of the parameter. */
  readonly property?: string | undefined;
  /** Of an import: the module, and the exported name (`default`, `*`). */
  readonly module?: string | undefined;
  readonly imported?: string | undefined;
}

type Scopes = Map<Node, Map<string, Binding>>;

const known = new WeakMap<SourceFile, Scopes>();
const blocks =
  /^(Program|BlockStatement|StaticBlock|SwitchStatement|CatchClause|For(In|Of)?Statement|(Arrow)?Function(Expression|Declaration)?|ArrowFunctionExpression)$/;

/** What an identifier stands for where it stands. */
export function bindingOf(source: SourceFile, identifier: Node | undefined): Binding | undefined {
  const inner = unwrap(identifier);
  if (inner?.type !== 'Identifier') return undefined;
  const scopes = scopesOf(source);
  for (const scope of source.ancestorsOf(inner)) {
    const binding = scopes.get(scope)?.get(inner['name'] as string);
    if (binding) return binding;
  }
  return undefined;
}

/** What a name stands for at the top of a file. */
export function topBinding(source: SourceFile, name: string): Binding | undefined {
  return scopesOf(source).get(source.program)?.get(name);
}

/** The value of an expression: that of the constant which it names, else itself. */
export function valueOf(source: SourceFile, expression: Node, depth = 4): Node {
  const inner = unwrap(expression);
  const binding = depth > 0 ? bindingOf(source, inner) : undefined;
  if (!binding?.value || binding.property !== undefined) return inner;
  return valueOf(source, binding.value, depth - 1);
}

/** Where an expression was imported from: `import x`, `import { x }`, `x.y` of a namespace, `require('…').x`. */
export function originOf(
  source: SourceFile,
  expression: Node | undefined,
): { module: string; name: string } | undefined {
  const inner = unwrap(expression);
  if (!inner) return undefined;
  if (inner.type === 'MemberExpression') {
    const object = originOf(source, child(inner, 'object'));
    const name = propertyOf(inner);
    return object && name !== undefined ? { module: object.module, name } : undefined;
  }
  if (inner.type === 'CallExpression') {
    const isRequire = nameOf(child(inner, 'callee')) === 'require';
    const module = isRequire ? stringOf(children(inner, 'arguments')[0]) : undefined;
    return module === undefined ? undefined : { module, name: 'default' };
  }
  const binding = bindingOf(source, inner);
  if (binding?.module !== undefined) return { module: binding.module, name: binding.imported ?? '*' };
  const from =
    binding?.value && unwrap(binding.value).type !== 'Identifier'
      ? originOf(source, binding.value)
      : undefined;
  // A call of something imported is not imported itself, except by `require`.
  return from && { module: from.module, name: binding?.property ?? from.name };
}

function scopesOf(source: SourceFile): Scopes {
  const before = known.get(source);
  if (before) return before;
  const scopes: Scopes = new Map();
  known.set(source, scopes);
  const assigned = assignedNames(source);
  for (const node of source.nodes) declare(source, scopes, assigned, node);
  return scopes;
}

function declare(source: SourceFile, scopes: Scopes, assigned: ReadonlySet<string>, node: Node): void {
  const put = (scope: Node | undefined, binding: Binding): void => {
    if (!scope) return;
    const names = scopes.get(scope) ?? new Map<string, Binding>();
    scopes.set(scope, names.set(binding.name, binding));
  };
  const scopeOf = (inner: Node): Node | undefined =>
    source.ancestorsOf(inner).find(({ type }) => blocks.test(type));
  if (node.type === 'ImportDeclaration') {
    const module = stringOf(child(node, 'source'));
    for (const specifier of children(node, 'specifiers')) {
      const name = nameOf(child(specifier, 'local')) ?? '';
      const imported =
        nameOf(child(specifier, 'imported')) ??
        (specifier.type === 'ImportDefaultSpecifier' ? 'default' : '*');
      put(source.program, { kind: 'import', name, node: specifier, module, imported });
    }
  } else if (node.type === 'VariableDeclarator') {
    const declaration = source.parentOf(node);
    const scope = declaration?.['kind'] === 'var' ? source.functionOf(node) : scopeOf(node);
    for (const { name, property } of namesIn(child(node, 'id'))) {
      const value = assigned.has(name) && declaration?.['kind'] !== 'const' ? undefined : child(node, 'init');
      put(scope, { kind: 'variable', name, node, value, property });
    }
  } else if (isFunction(node) || node.type === 'ClassDeclaration') {
    const name = nameOf(child(node, 'id'));
    const kind = node.type === 'ClassDeclaration' ? 'class' : 'function';
    if (name !== undefined)
      put(node.type === 'FunctionExpression' ? node : scopeOf(node), { kind, name, node });
    for (const parameter of children(node, 'params')) {
      for (const { name: inner, property } of namesIn(parameter)) {
        put(node, { kind: 'parameter', name: inner, node: parameter, property });
      }
    }
  }
}

/** Names that are written to after their declaration, anywhere in the file. */
function assignedNames(source: SourceFile): ReadonlySet<string> {
  return new Set(
    source.nodes
      .filter(({ type }) => type === 'AssignmentExpression' || type === 'UpdateExpression')
      .flatMap((node) => nameOf(child(node, 'left') ?? child(node, 'argument')) ?? []),
  );
}

/** The names that a pattern declares, each with the property that it takes (of nested ones, a path with dots). */
function namesIn(pattern: Node | undefined): readonly { name: string; property?: string | undefined }[] {
  if (!pattern) return [];
  if (pattern.type === 'Identifier') return [{ name: pattern['name'] as string }];
  if (pattern.type === 'AssignmentPattern') return namesIn(child(pattern, 'left'));
  if (pattern.type === 'TSParameterProperty') return namesIn(child(pattern, 'parameter'));
  if (pattern.type === 'ArrayPattern') {
    return children(pattern, 'elements').flatMap((element) =>
      namesIn(element).map(({ name }) => ({ name, property: '?' })),
    );
  }
  return children(pattern, 'properties').flatMap((property) => {
    if (property.type === 'RestElement')
      return namesIn(child(property, 'argument')).map(({ name }) => ({ name, property: '?' }));
    const key = nameOf(child(property, 'key')) ?? '?';
    return namesIn(child(property, 'value')).map(({ name, property: rest }) => ({
      name,
      property: rest === undefined ? key : `${key}.${rest}`,
    }));
  });
}
