import { originOf, valueOf } from '../ast/bindings.ts';
import { child, children, propertyOf, unwrap, type Node } from '../ast/node.ts';
import type { SourceFile } from '../ast/source-file.ts';

/** The functions of Lambda that a middleware is put before: `middy(handler).use(…)`, `middy().use(…).handler(handler)`. */
export function functionsBehind(source: SourceFile, use: Node): readonly Node[] {
  const made = madeBy(source, use);
  if (!made || originOf(source, child(made, 'callee'))?.module !== '@middy/core') return [];
  const above = source.ancestorsOf(use).filter((node) => isHandlerCall(node));
  return [made, ...above].flatMap((call) => children(call, 'arguments').slice(0, 1));
}

/** What a chain of calls begins with. */
function madeBy(source: SourceFile, call: Node): Node | undefined {
  const callee = unwrap(child(call, 'callee'));
  const object = callee?.type === 'MemberExpression' ? child(callee, 'object') : undefined;
  if (!object) return call;
  const value = valueOf(source, object);
  return value.type === 'CallExpression' ? madeBy(source, value) : undefined;
}

const isHandlerCall = (node: Node): boolean =>
  node.type === 'CallExpression' && propertyOf(child(node, 'callee')) === 'handler';
