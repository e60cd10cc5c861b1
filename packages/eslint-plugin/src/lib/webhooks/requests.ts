import { bindingOf } from '../ast/bindings.ts';
import { nameOf, propertyOf, unwrap, type Node } from '../ast/node.ts';
import type { SourceFile } from '../ast/source-file.ts';
import { frameworkOf } from './framework.ts';

const requestNames = /^(req|request|_req|_request|nextRequest|httpRequest)$/;

/** Whether an expression is a request: `req`, `request`, `c.req`, `ctx.request`, `this.req`. */
export function isRequest(source: SourceFile, expression: Node | undefined): boolean {
  const inner = unwrap(expression);
  if (inner?.type === 'MemberExpression') return /^(req|request)$/.test(propertyOf(inner) ?? '');
  const binding = bindingOf(source, inner);
  if (binding && binding.kind !== 'parameter' && binding.kind !== 'variable') return false;
  return requestNames.test(nameOf(inner) ?? '');
}

/** Whether an expression has the request's body as its `body`. */
export function isCarrier(source: SourceFile, expression: Node | undefined): boolean {
  return isRequest(source, expression) || isLambdaEvent(source, expression);
}

/** Whether an expression is the event that Lambda hands to a function: its body is text, or base64. */
function isLambdaEvent(source: SourceFile, expression: Node | undefined): boolean {
  const inner = unwrap(expression);
  if (!/^_?(event|evt)$/.test(nameOf(inner) ?? '') || bindingOf(source, inner)?.kind !== 'parameter')
    return false;
  return frameworkOf(source) === 'lambda';
}
