import { bindingOf, originOf, valueOf, type Binding } from '../ast/bindings.ts';
import { child, children, isFunction, nameOf, pathOf, unwrap, type Node } from '../ast/node.ts';
import { nodesIn, type SourceFile } from '../ast/source-file.ts';
import type { Project } from '../project/project.ts';
import { isAdapter } from './adapters.ts';
import { bodyFlow, mentionsRaw } from './body-flow.ts';
import { isRequest } from './requests.ts';
import { takesRequest, verifiersIn } from './verifiers.ts';

const streamReaders: ReadonlySet<string> = new Set(['micro#buffer', 'raw-body#default', 'raw-body#*']);

/** Whether a call needs the body as it arrived: an adapter, a reader of the stream, a verifier of `req.body`. */
export function needsBytes(source: SourceFile, call: Node): boolean {
  if (isAdapter(source, call)) return true;
  const origin = originOf(source, child(call, 'callee'));
  const [first] = children(call, 'arguments');
  if (origin && streamReaders.has(`${origin.module}#${origin.name}`)) return isRequest(source, first);
  const verifier = verifiersIn(source).find((one) => one.call === call);
  if (!verifier) return false;
  if (verifier.isCertain && takesRequest(source, verifier)) return true;
  return verifier.inputs.some(
    (input) => !mentionsRaw(source, input) && bodyFlow(source, input)?.kind === 'body',
  );
}

/** A place in a file of the project. */
export interface Place {
  readonly source: SourceFile;
  readonly node: Node;
}

/** What an expression names, in this file or in the one that it is imported from. */
export function placeOf(source: SourceFile, expression: Node, project?: Project): Place {
  const node = unwrap(expression);
  const binding = bindingOf(source, node);
  if (binding?.module !== undefined)
    return project?.lookup(source, binding as Required<Binding>) ?? { source, node };
  if (binding?.kind === 'function') return { source, node: binding.node };
  const value = valueOf(source, node);
  return value !== node && value.type === 'Identifier'
    ? placeOf(source, value, project)
    : { source, node: value };
}

/** Whether a route's handler is a webhook that needs the bytes. */
export function isWebhookHandler(source: SourceFile, handler: Node, project?: Project, depth = 4): boolean {
  if (depth === 0) return false;
  const place = placeOf(source, handler, project);
  if (place.node.type === 'ArrayExpression') {
    return children(place.node, 'elements').some((one) =>
      isWebhookHandler(place.source, one, project, depth - 1),
    );
  }
  if (place.node.type === 'CallExpression' && isAdapter(place.source, place.node)) return true;
  if (!isFunction(place.node)) return false;
  const calls = nodesIn(place.source, place.node).filter(({ type }) => type === 'CallExpression');
  return calls.some(
    (call) => needsBytes(place.source, call) || passesRequestOn(place.source, call, project, depth),
  );
}

/** `verify(req)`, where that is a function of the project's own that needs the bytes. */
function passesRequestOn(
  source: SourceFile,
  call: Node,
  project: Project | undefined,
  depth: number,
): boolean {
  const callee = unwrap(child(call, 'callee'));
  if (nameOf(callee) === undefined || pathOf(callee).length !== 1) return false;
  const isGiven = children(call, 'arguments').some((argument) => isRequest(source, argument));
  return isGiven && !!callee && isWebhookHandler(source, callee, project, depth - 1);
}
