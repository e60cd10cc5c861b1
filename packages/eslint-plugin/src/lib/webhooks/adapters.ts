import { originOf } from '../ast/bindings.ts';
import { child, type Node } from '../ast/node.ts';
import type { SourceFile } from '../ast/source-file.ts';

const adapters =
  /^(toExpress|toNext|toNextPages|toFastify|toHono|toWorker|toPagesFunction|toKoa|toNode|toLambda)$/;

/** Whether a call is one of our adapters'. */
export function isAdapter(source: SourceFile, call: Node): boolean {
  const origin = originOf(source, child(call, 'callee'));
  return !!origin && adapters.test(origin.name) && origin.module.startsWith('@hooklatch/');
}
