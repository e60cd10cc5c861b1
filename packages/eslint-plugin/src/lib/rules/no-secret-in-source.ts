import type { Node } from '../ast/node.ts';
import type { Rule } from '../rule.ts';
import { isTest } from '../webhooks/framework.ts';
import { secretIn } from '../webhooks/secrets.ts';

export const noSecretInSource: Rule = {
  name: 'no-secret-in-source',
  summary: 'Secrets and live keys stand in the environment, not in the source.',
  messages: {
    secret: {
      message: '{{what}} ({{prefix}}…) stands in the source.',
      remedy: 'Revoke it at the provider, put the new one into the environment, and read {{variable}}.',
    },
  },
  *check(source) {
    if (isTest(source.filename)) return;
    for (const node of source.nodes) {
      const found = secretIn(textOf(node));
      if (found) yield { node, message: 'secret', data: { ...found } };
    }
  },
};

function textOf({ type, value }: Node): string {
  if (type === 'TemplateElement') return (value as { readonly cooked?: string | null }).cooked ?? '';
  return /^(Literal|JSXText)$/.test(type) && typeof value === 'string' ? value : '';
}
