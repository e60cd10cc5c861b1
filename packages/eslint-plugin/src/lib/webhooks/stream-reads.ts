import { originOf } from '../ast/bindings.ts';
import { child, children, nameOf, unwrap, type Node } from '../ast/node.ts';
import type { SourceFile } from '../ast/source-file.ts';
import { isRequest } from './requests.ts';

/** Functions that read a request's stream to its end, and give what its JSON says. */
const readers: ReadonlySet<string> = new Set([
  'co-body#*',
  'co-body#default',
  'co-body#json',
  'micro#json',
  'node:stream/consumers#json',
  'stream/consumers#json',
]);

/** The request that `json(req)` of `node:stream/consumers`, or `parse.json(ctx)` of co-body, reads. */
export function readStreamAsJson(source: SourceFile, call: Node): Node | undefined {
  if (call.type !== 'CallExpression') return undefined;
  const origin = originOf(source, child(call, 'callee'));
  if (!origin || !readers.has(`${origin.module}#${origin.name}`)) return undefined;
  const [first] = children(call, 'arguments');
  return isRequest(source, first) || nameOf(unwrap(first)) === 'ctx' ? first : undefined;
}
