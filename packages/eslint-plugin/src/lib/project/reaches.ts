import { originOf, valueOf } from '../ast/bindings.ts';
import { child, children, isFunction, nameOf, propertyOf, stringOf, unwrap, type Node } from '../ast/node.ts';
import type { SourceFile } from '../ast/source-file.ts';
import { matchesPath } from './next-matcher.ts';

/** Whether a statement runs for a provider's request to `path`; `false` too where that cannot be told. */
export function reaches(source: SourceFile, statement: Node, path: string): boolean {
  const chain = [statement, ...source.ancestorsOf(statement)];
  for (const [index, node] of chain.entries()) {
    const parent = chain[index + 1];
    if (!parent || isFunction(node)) return true;
    if (parent.type === 'IfStatement' || parent.type === 'ConditionalExpression') {
      const wanted = parent['consequent'] === node;
      if (parent['test'] !== node && truth(source, child(parent, 'test'), path) !== wanted) return false;
    }
    if (parent.type === 'LogicalExpression' && parent['right'] === node) {
      if (truth(source, child(parent, 'left'), path) !== (parent['operator'] === '&&')) return false;
    }
    if (parent.type === 'BlockStatement') {
      const before = children(parent, 'body').filter((sibling) => sibling.range[1] <= node.range[0]);
      if (before.some((sibling) => mayLeave(source, sibling, path))) return false;
    }
  }
  return true;
}

function mayLeave(source: SourceFile, statement: Node, path: string): boolean {
  if (/^(Return|Throw)Statement$/.test(statement.type)) return true;
  if (statement.type !== 'IfStatement') return false;
  const inside = child(statement, 'consequent');
  const last = inside?.type === 'BlockStatement' ? children(inside, 'body').at(-1) : inside;
  return (
    !!last &&
    /^(Return|Throw)Statement$/.test(last.type) &&
    truth(source, child(statement, 'test'), path) !== false
  );
}

/** What a condition is for a provider, which has no session, at `path`; `undefined` where that cannot be told. */
function truth(source: SourceFile, condition: Node | undefined, path: string): boolean | undefined {
  if (!condition) return undefined;
  const node = valueOf(source, condition);
  const side = (name: string): boolean | undefined => truth(source, child(node, name), path);
  if (node.type === 'UnaryExpression' && node['operator'] === '!') {
    const inner = side('argument');
    return inner === undefined ? undefined : !inner;
  }
  if (node.type === 'LogicalExpression') {
    const [left, right] = [side('left'), side('right')];
    const decisive = node['operator'] !== '&&';
    if (left === decisive || right === decisive) return decisive;
    return left === undefined || right === undefined ? undefined : !decisive;
  }
  if (node.type === 'BinaryExpression' && /^===?$/.test(node['operator'] as string)) {
    const given = stringOf(child(node, 'right'));
    return given !== undefined && isPathname(source, child(node, 'left')) ? path === given : undefined;
  }
  if (isSession(source, node)) return false;
  return node.type === 'CallExpression' ? calledTruth(source, node, path) : undefined;
}

function calledTruth(source: SourceFile, call: Node, path: string): boolean | undefined {
  const callee = unwrap(child(call, 'callee'));
  const [first] = children(call, 'arguments');
  const given = stringOf(first);
  if (
    /^(startsWith|includes)$/.test(propertyOf(callee) ?? '') &&
    isPathname(source, child(callee, 'object'))
  ) {
    if (given === undefined) return undefined;
    return propertyOf(callee) === 'startsWith' ? path.startsWith(given) : path.includes(given);
  }
  const matcher = callee && valueOf(source, callee);
  if (originOf(source, child(matcher, 'callee'))?.name !== 'createRouteMatcher') return undefined;
  return matchesAny(children(matcher, 'arguments')[0], path);
}

/** Whether a list of matchers has the path; `undefined` where it cannot be read. */
export function matchesAny(list: Node | undefined, path: string): boolean | undefined {
  const inner = unwrap(list);
  const written = inner?.type === 'ArrayExpression' ? children(inner, 'elements') : inner ? [inner] : [];
  const matches = written.map((one) => {
    const matcher = stringOf(one);
    return matcher === undefined ? undefined : matchesPath(matcher, path);
  });
  if (matches.includes(true)) return true;
  return matches.includes(undefined) || matches.length === 0 ? undefined : false;
}

function isPathname(source: SourceFile, expression: Node | undefined): boolean {
  if (!expression) return false;
  return propertyOf(valueOf(source, expression)) === 'pathname' || nameOf(unwrap(expression)) === 'pathname';
}

/** A cookie, a token or a session: what a browser has, and a provider has not. */
function isSession(source: SourceFile, node: Node): boolean {
  const text = source.text.slice(...node.range);
  return /\bcookies\b[^;]*\.get\(|^(await )?(getToken|getServerSession|getSession)\(|^(req|request)\.auth$/.test(
    text,
  );
}
