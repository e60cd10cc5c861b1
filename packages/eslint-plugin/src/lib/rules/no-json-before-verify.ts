import { bindingOf } from '../ast/bindings.ts';
import { child, children, nameOf, propertyOf, unwrap, type Node } from '../ast/node.ts';
import { nodesIn, type SourceFile } from '../ast/source-file.ts';
import type { Rule } from '../rule.ts';
import { readAsJson } from '../webhooks/body-flow.ts';
import { readStreamAsJson } from '../webhooks/stream-reads.ts';
import { takesRequest, verifiersIn } from '../webhooks/verifiers.ts';

export const noJsonBeforeVerify: Rule = {
  name: 'no-json-before-verify',
  summary: 'A request is verified before it is read as JSON: a body can be read once.',
  messages: {
    consumed: {
      message: '{{read}} reads the body, and {{verifier}} below finds nothing to verify.',
      remedy:
        'Verify first, and use the verified payload; or read a copy here: {{request}}.clone().{{method}}.',
    },
    drained: {
      message: '{{read}} reads the body, and {{verifier}} below finds nothing to verify.',
      remedy: 'Call {{verifier}} first, and use the verified event: a stream can be read once.',
    },
  },
  *check(source) {
    for (const call of source.nodes) {
      const stream = readStreamAsJson(source, call);
      const request = stream ?? readAsJson(source, call);
      // Hono keeps what was read, and can give it again.
      if (!request || propertyOf(request) === 'req') continue;
      const verifier = readsAgain(source, call, request);
      if (!verifier) continue;
      if (stream) {
        const read = source.text.slice(...call.range);
        yield { node: call, message: 'drained', data: { read, verifier } };
        continue;
      }
      const name = source.text.slice(...request.range);
      const method = `${propertyOf(child(call, 'callee'))}()`;
      yield {
        node: call,
        message: 'consumed',
        data: { read: `${name}.${method}`, request: name, method, verifier },
      };
    }
  },
};

/** What needs the same request's body further down the same path. */
function readsAgain(source: SourceFile, read: Node, request: Node): string | undefined {
  const around = pathAround(source, read);
  const isSame = (other: Node | undefined): boolean => !!other && isSameRequest(source, request, other);
  const isBelow = (node: Node): boolean =>
    node.range[0] > read.range[1] && source.functionOf(node) === source.functionOf(read);
  const below = nodesIn(source, around).filter((node) => node.type === 'CallExpression' && isBelow(node));
  const verifiers = verifiersIn(source).filter(({ call }) => below.includes(call));
  const taking = verifiers.find(
    (verifier) => takesRequest(source, verifier) && children(verifier.call, 'arguments').some(isSame),
  );
  if (taking) return `${taking.name}()`;
  if (verifiers.length === 0) return undefined;
  const again = below.find((node) => {
    const callee = unwrap(child(node, 'callee'));
    return (
      /^(text|arrayBuffer|bytes|blob)$/.test(propertyOf(callee) ?? '') && isSame(child(callee, 'object'))
    );
  });
  return again && source.text.slice(...again.range);
}

function isSameRequest(source: SourceFile, one: Node, other: Node): boolean {
  const [a, b] = [unwrap(one), unwrap(other)];
  if (a.type === 'Identifier')
    return nameOf(a) === nameOf(b) && bindingOf(source, a) === bindingOf(source, b);
  return source.text.slice(...a.range) === source.text.slice(...b.range);
}

/** The block that is always gone through after `node`: a branch that may not be taken is one of its own. */
function pathAround(source: SourceFile, node: Node): Node {
  const blocks = source.ancestorsOf(node);
  const index = blocks.findIndex(
    (block, at) => block.type === 'BlockStatement' && blocks[at + 1]?.type !== 'TryStatement',
  );
  const branch = blocks
    .slice(0, index + 1)
    .find(({ type }) => /^(IfStatement|ConditionalExpression|SwitchCase)$/.test(type));
  return branch ?? blocks[index] ?? source.program;
}
