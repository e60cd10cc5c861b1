import { valueOf } from '../ast/bindings.ts';
import type { Node } from '../ast/node.ts';
import type { SourceFile } from '../ast/source-file.ts';
import type { Rule } from '../rule.ts';
import { environmentName, isComparison, isHmac, isSignatureHeader, sides } from '../webhooks/signature.ts';

// `authorization` is left out: schedulers of hosts are told to be compared so by their own documentation.
const tokenHeaders =
  /(signature|hmac|(webhook|hook|gitlab|bot-api|event).*(token|secret)|(secret|verify)-token)/i;

export const noSignatureEquality: Rule = {
  name: 'no-signature-equality',
  summary: 'Signatures and secret tokens are compared in constant time.',
  messages: {
    equality: {
      message: 'A {{what}} is compared with {{operator}}, whose time tells how much of a guess was right.',
      remedy:
        'Compare bytes of equal length: a.length === b.length && timingSafeEqual(a, b) of node:crypto; or let createWebhook of @hooklatch/core verify.',
    },
  },
  *check(source) {
    for (const node of source.nodes) {
      if (!isComparison(node)) continue;
      const [left, right] = sides(node);
      if (!left || !right) continue;
      const what = compared(source, left, right) ?? compared(source, right, left);
      if (what) yield { node, message: 'equality', data: { what, operator: node['operator'] as string } };
    }
  },
};

function compared(source: SourceFile, one: Node, other: Node): string | undefined {
  const value = valueOf(source, other);
  if (value.type === 'Literal' || value['name'] === 'undefined') return undefined;
  if (isHmac(source, one)) return isHmac(source, other) ? undefined : 'signature';
  const isToken = isSignatureHeader(valueOf(source, one), tokenHeaders);
  return isToken && environmentName(source, other) !== undefined ? 'secret token' : undefined;
}
