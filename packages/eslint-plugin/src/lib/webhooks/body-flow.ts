import { bindingOf, valueOf } from '../ast/bindings.ts';
import { child, children, nameOf, pathOf, propertyOf, stringOf, unwrap, type Node } from '../ast/node.ts';
import { nodesIn, type SourceFile } from '../ast/source-file.ts';
import { isCarrier, isRequest } from './requests.ts';
import { readStreamAsJson } from './stream-reads.ts';

/**
 * What an expression holds of a request's body:
 * - `reencoded`: text made again from the parsed body
 * - `parsed`: the parsed body
 * - `body`: `req.body`: bytes, text or parsed, as the application has it
 */
export interface BodyFlow {
  readonly kind: 'reencoded' | 'parsed' | 'body';
  readonly node: Node;
}

const passesOn =
  /^(from|encode|concat|toString|trim|join|String|Uint8Array|stringToBytes|utf8ToBytes|strToU8)$/;

/** The request that `req.json()` reads. `req.clone().json()` leaves the request as it was. */
export function readAsJson(source: SourceFile, call: Node): Node | undefined {
  if (call.type !== 'CallExpression' || children(call, 'arguments').length > 0) return undefined;
  const callee = unwrap(child(call, 'callee'));
  if (!/^(json|formData|parseBody)$/.test(propertyOf(callee) ?? '')) return undefined;
  const request = child(callee, 'object');
  return isRequest(source, request) ? request : undefined;
}

/** What an expression holds of the request's body, through variables, templates, `+`, `Buffer.from` and the like. */
export function bodyFlow(source: SourceFile, expression: Node | undefined, depth = 8): BodyFlow | undefined {
  if (!expression || depth === 0) return undefined;
  const direct = readBody(source, unwrap(expression));
  if (direct) return direct;
  const node = valueOf(source, expression);
  const follow = (inner: Node | undefined): BodyFlow | undefined => bodyFlow(source, inner, depth - 1);
  const worst = (list: readonly (Node | undefined)[]): BodyFlow | undefined => {
    const flows = list.map(follow);
    return (
      flows.find((flow) => flow?.kind === 'reencoded') ??
      flows.find((flow) => flow?.kind === 'parsed') ??
      flows.find(Boolean)
    );
  };
  switch (node.type) {
    case 'TemplateLiteral':
      return worst(children(node, 'expressions'));
    case 'BinaryExpression':
      return worst([child(node, 'left'), child(node, 'right')]);
    case 'ArrayExpression':
      return worst(children(node, 'elements'));
    case 'LogicalExpression':
    case 'ConditionalExpression':
      // `req.rawBody ?? …` has the bytes where they matter.
      if (mentionsRaw(source, node)) return undefined;
      return worst([
        child(node, 'left'),
        child(node, 'right'),
        child(node, 'consequent'),
        child(node, 'alternate'),
      ]);
    case 'CallExpression':
    case 'NewExpression':
      return callFlow(source, node, follow, worst);
    default:
      return readBody(source, node);
  }
}

function callFlow(
  source: SourceFile,
  call: Node,
  follow: (node: Node | undefined) => BodyFlow | undefined,
  worst: (nodes: readonly (Node | undefined)[]) => BodyFlow | undefined,
): BodyFlow | undefined {
  if (readAsJson(source, call) ?? readStreamAsJson(source, call)) return { kind: 'parsed', node: call };
  const path = pathOf(child(call, 'callee'));
  const [given, replacer] = children(call, 'arguments');
  const last = path.at(-1) ?? '';
  if (last === 'parse' && path[0] === 'JSON') return { kind: 'parsed', node: call };
  if (last === 'stringify' || last === 'URLSearchParams') {
    // A replacer, or sorted keys: the provider signs a form of its own.
    if (
      path[0] === 'JSON' &&
      replacer &&
      unwrap(replacer)['value'] !== null &&
      nameOf(unwrap(replacer)) !== 'undefined'
    )
      return undefined;
    const flow = given && !mentionsRaw(source, given) ? follow(given) : undefined;
    return flow && flow.kind !== 'reencoded' ? { kind: 'reencoded', node: call } : undefined;
  }
  if (!passesOn.test(last)) return undefined;
  const callee = unwrap(child(call, 'callee'));
  return worst([
    ...children(call, 'arguments'),
    ...(/^(toString|trim|join)$/.test(last) ? [child(callee, 'object')] : []),
  ]);
}

function readBody(source: SourceFile, node: Node): BodyFlow | undefined {
  if (node.type === 'MemberExpression') {
    const isBody = propertyOf(node) === 'body' && isCarrier(source, child(node, 'object'));
    return isBody ? { kind: 'body', node } : undefined;
  }
  if (node.type !== 'Identifier') return undefined;
  const binding = bindingOf(source, node);
  if (binding?.kind === 'parameter') {
    if (isNestBody(binding.node)) return { kind: 'parsed', node };
    return binding.property === 'body' ? { kind: 'body', node } : undefined;
  }
  if (binding?.kind !== 'variable' || binding.property !== 'body') return undefined;
  return isCarrier(source, binding.value) ? { kind: 'body', node } : undefined;
}

/** Whether a parameter has Nest's `@Body()`: what a parser has made. */
function isNestBody(parameter: Node): boolean {
  return children(parameter, 'decorators').some(
    (decorator) => pathOf(child(child(decorator, 'expression'), 'callee')).join('.') === 'Body',
  );
}

/** Whether an expression names something raw: `req.rawBody`, `raw`. */
export function mentionsRaw(source: SourceFile, expression: Node): boolean {
  return nodesIn(source, expression).some((node) =>
    /raw/i.test(node.type === 'Identifier' ? (node['name'] as string) : (stringOf(node) ?? '')),
  );
}
