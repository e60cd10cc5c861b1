import { valueOf } from '../ast/bindings.ts';
import { child, children, isFunction, pathOf, type Node } from '../ast/node.ts';
import { nodesIn, type SourceFile } from '../ast/source-file.ts';
import type { Rule } from '../rule.ts';
import { isVerifying } from '../webhooks/signature.ts';

export const timingSafeEqualLength: Rule = {
  name: 'timing-safe-equal-length',
  summary: 'timingSafeEqual is given bytes of equal length: it throws where they differ.',
  messages: {
    unchecked: {
      message:
        'timingSafeEqual() throws where the lengths differ, so a signature of the wrong length is an error 500.',
      remedy: 'Compare the lengths first: a.length === b.length && timingSafeEqual(a, b).',
    },
  },
  *check(source) {
    for (const call of source.nodes) {
      if (call.type !== 'CallExpression' || pathOf(child(call, 'callee')).at(-1) !== 'timingSafeEqual')
        continue;
      if (isVerifying(source, call) && isUnchecked(source, call)) yield { node: call, message: 'unchecked' };
    }
  },
};

function isUnchecked(source: SourceFile, call: Node): boolean {
  const above = source.ancestorsOf(call);
  if (above.some(({ type }) => type === 'TryStatement')) return false;
  const around = above.findLast((node) => isFunction(node)) ?? source.program;
  // Lengths may be compared in any way, also by a schema or a pattern.
  const checks = nodesIn(source, around).some((node) =>
    /^(length|byteLength|test|match|regex)$/.test(node.type === 'Identifier' ? (node['name'] as string) : ''),
  );
  if (checks) return false;
  const given = children(call, 'arguments').map((argument) => valueOf(source, argument));
  return given.length === 2 && given.every(isConverted) && given.some((value) => !isDigest(value));
}

/** What stays a bare parameter may have been checked by who calls. */
function isConverted(value: Node): boolean {
  return value.type === 'CallExpression';
}

/** A digest has one length always. */
function isDigest(value: Node): boolean {
  return pathOf(child(value, 'callee')).at(-1) === 'digest';
}
