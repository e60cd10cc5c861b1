import { bindingOf, valueOf } from '../ast/bindings.ts';
import {
  child,
  children,
  isFunction,
  nameOf,
  pathOf,
  propertyOf,
  stringOf,
  unwrap,
  type Node,
} from '../ast/node.ts';
import { nodesIn, type SourceFile } from '../ast/source-file.ts';

const headerNames = /(signature|hmac|^svix-|^webhook-)/i;

/** Whether a node reads a header that carries a signature: `req.headers['x-hub-signature']`, `headers.get('svix-id')`. */
export function isSignatureHeader(node: Node, names: RegExp = headerNames): boolean {
  if (node.type === 'MemberExpression')
    return node['computed'] === true && names.test(stringOf(child(node, 'property')) ?? '');
  if (node.type !== 'CallExpression') return false;
  const given = children(node, 'arguments');
  const isRead = /^(get|header|headers)$/.test(pathOf(child(node, 'callee')).at(-1) ?? '');
  return isRead && given.length === 1 && names.test(stringOf(given[0]) ?? '');
}

/** Whether the function around a node compares a signature that came in: what signs for others does not. */
export function isVerifying(source: SourceFile, node: Node): boolean {
  const around =
    source
      .ancestorsOf(node)
      .filter((ancestor) => isFunction(ancestor))
      .at(-1) ?? source.program;
  return nodesIn(source, around).some((inner) => {
    if (
      inner.type === 'CallExpression' &&
      /^(timingSafeEqual|safeCompare|safeEqual|secureCompare)$/.test(
        pathOf(child(inner, 'callee')).at(-1) ?? '',
      )
    )
      return true;
    if (!isSignatureHeader(inner))
      return isComparison(inner) && sides(inner).some((side) => isHmac(source, side));
    const parent = source.parentOf(inner);
    // `headers['x-signature'] = …` is what a sender writes.
    return !(parent?.type === 'AssignmentExpression' && parent['left'] === inner);
  });
}

export function isComparison(node: Node): boolean {
  return node.type === 'BinaryExpression' && /^[!=]==?$/.test(node['operator'] as string);
}

/** Both sides of a comparison. */
export function sides(comparison: Node): readonly Node[] {
  return ['left', 'right'].flatMap((side) => child(comparison, side) ?? []);
}

/** Whether an expression is an HMAC's digest: made here, or by a function of this file; also behind `'sha256=' +`. */
export function isHmac(source: SourceFile, expression: Node | undefined, depth = 5): boolean {
  if (!expression || depth === 0) return false;
  const node = valueOf(source, expression);
  const follow = (inner: Node | undefined): boolean => isHmac(source, inner, depth - 1);
  if (node.type === 'BinaryExpression') return node['operator'] === '+' && sides(node).some(follow);
  if (node.type === 'TemplateLiteral') return children(node, 'expressions').some(follow);
  if (node.type !== 'CallExpression') return false;
  const callee = unwrap(child(node, 'callee'));
  const path = pathOf(callee);
  if (path.some((step) => /^Hmac(MD5|SHA\d+)$/.test(step))) return true;
  if (path.at(-1) === 'digest') {
    const receiver = child(callee, 'object');
    return (
      path.includes('createHmac') || (!!receiver && pathOf(valueOf(source, receiver)).includes('createHmac'))
    );
  }
  if (/^(toString|toLowerCase|slice|replace|from|trim)$/.test(path.at(-1) ?? '')) {
    return follow(child(callee, 'object')) || follow(children(node, 'arguments')[0]);
  }
  return returnsOf(source, bindingOf(source, callee)?.node).some(follow);
}

/** What a function of this file returns. */
function returnsOf(source: SourceFile, declared: Node | undefined): readonly Node[] {
  const called = isFunction(declared) ? declared : unwrap(child(declared, 'init'));
  if (!isFunction(called)) return [];
  const body = child(called, 'body');
  if (body && body.type !== 'BlockStatement') return [body];
  return nodesIn(source, called)
    .filter((node) => node.type === 'ReturnStatement' && source.functionOf(node) === called)
    .flatMap((node) => child(node, 'argument') ?? []);
}

/** Whether an expression reads an environment variable: `process.env.X`, `import.meta.env.X`, `env.X`. */
export function environmentName(source: SourceFile, expression: Node | undefined): string | undefined {
  const inner = expression && valueOf(source, expression);
  if (inner?.type !== 'MemberExpression') return undefined;
  const object = unwrap(child(inner, 'object'));
  const isEnvironment = propertyOf(object) === 'env' || nameOf(object) === 'env';
  return isEnvironment ? propertyOf(inner) : undefined;
}
