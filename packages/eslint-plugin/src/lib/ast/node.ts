/** A node of an ESTree or TS-ESTree program, as espree, `@typescript-eslint/parser` and oxc-parser make them. */
export interface Node {
  readonly type: string;
  /** Offsets in UTF-16 code units. */
  readonly range: readonly [number, number];
  readonly [field: string]: unknown;
}

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';
}

/** The node in a field. */
export function child(node: Node | undefined, field: string): Node | undefined {
  const value = node?.[field];
  return isNode(value) ? value : undefined;
}

/** The nodes of a list; holes, as in `[, b]`, are left out. */
export function children(node: Node | undefined, field: string): readonly Node[] {
  const value = node?.[field];
  return Array.isArray(value) ? value.filter(isNode) : [];
}

const wrappers: ReadonlySet<string> = new Set([
  'AwaitExpression',
  'ChainExpression',
  'ParenthesizedExpression',
  'TSAsExpression',
  'TSNonNullExpression',
  'TSSatisfiesExpression',
  'TSTypeAssertion',
]);

/** The expression without `await`, types and brackets around it. */
export function unwrap(node: Node): Node;
export function unwrap(node: Node | undefined): Node | undefined;
export function unwrap(node: Node | undefined): Node | undefined {
  let inner = node;
  while (inner && wrappers.has(inner.type)) inner = child(inner, 'expression') ?? child(inner, 'argument');
  return inner;
}

/** The text that a string literal, or a template without expressions, holds. */
export function stringOf(node: Node | undefined): string | undefined {
  const inner = unwrap(node);
  if (inner?.type === 'Literal') return typeof inner['value'] === 'string' ? inner['value'] : undefined;
  if (inner?.type !== 'TemplateLiteral' || children(inner, 'expressions').length > 0) return undefined;
  const value = children(inner, 'quasis')[0]?.['value'] as { readonly cooked?: string | null } | undefined;
  return value?.cooked ?? undefined;
}

/** The name of an identifier, or of a property key. */
export function nameOf(node: Node | undefined): string | undefined {
  if (node?.type === 'Identifier' || node?.type === 'PrivateIdentifier') return node['name'] as string;
  return stringOf(node);
}

/** The name of what a member expression takes: `body` of `req.body` and `req['body']`. */
export function propertyOf(node: Node | undefined): string | undefined {
  const inner = unwrap(node);
  if (inner?.type !== 'MemberExpression') return undefined;
  const key = child(inner, 'property');
  return inner['computed'] === true ? stringOf(key) : nameOf(key);
}

/** The value of an object literal's own property; `undefined` also where a spread may hide it. */
export function valueIn(node: Node | undefined, name: string): Node | undefined {
  return children(unwrap(node), 'properties').findLast(
    (property) =>
      property.type === 'Property' &&
      property['computed'] !== true &&
      nameOf(child(property, 'key')) === name,
  )?.['value'] as Node | undefined;
}

/** Whether an object literal has a spread, or a computed key: what it holds cannot be read. */
export function isOpaque(node: Node): boolean {
  return children(node, 'properties').some(
    (property) => property.type !== 'Property' || property['computed'] === true,
  );
}

export const isFalse = (node: Node | undefined): boolean => unwrap(node)?.['value'] === false;
export const isTrue = (node: Node | undefined): boolean => unwrap(node)?.['value'] === true;

export interface FunctionNode extends Node {
  readonly type: 'ArrowFunctionExpression' | 'FunctionExpression' | 'FunctionDeclaration';
}

export function isFunction(node: Node | undefined): node is FunctionNode {
  return (
    node?.type === 'ArrowFunctionExpression' ||
    node?.type === 'FunctionExpression' ||
    node?.type === 'FunctionDeclaration'
  );
}

// Generated chains are thousands of calls long: what decides stands at the end.
const maxSteps = 16;

/** `['stripe', 'webhooks', 'constructEvent']` of `stripe.webhooks.constructEvent`; calls on the way stand as `()`. */
export function pathOf(node: Node | undefined): readonly string[] {
  const path: string[] = [];
  let inner = unwrap(node);
  while (path.length < maxSteps) {
    const isMember = inner?.type === 'MemberExpression';
    if (!inner || (!isMember && inner.type !== 'CallExpression')) {
      path.push(inner?.type === 'ThisExpression' ? 'this' : (nameOf(inner) ?? '?'));
      break;
    }
    path.push(isMember ? (propertyOf(inner) ?? '?') : '()');
    inner = unwrap(child(inner, isMember ? 'object' : 'callee'));
  }
  return path.toReversed();
}
