import { nameOf, child, children, propertyOf, stringOf, type Node } from '../ast/node.ts';
import type { SourceFile } from '../ast/source-file.ts';
import type { Rule } from '../rule.ts';
import { environmentName } from '../webhooks/signature.ts';
import { isSecretName, publicPrefixOf } from '../webhooks/secrets.ts';

export const noSecretInClient: Rule = {
  name: 'no-secret-in-client',
  summary:
    'Secrets stay on the server: not in variables that a bundler publishes, nor in files that browsers run.',
  messages: {
    published: {
      message: '{{name}} is put into what browsers load, because of its prefix {{prefix}}.',
      remedy:
        'Name it {{server}}, read it on the server alone, and change the secret: it has been published.',
    },
    client: {
      message: "{{name}} is read in a 'use client' file, which browsers run.",
      remedy: 'Verify in a route on the server: app/webhooks/<provider>/route.ts.',
    },
  },
  *check(source) {
    const isClient = hasUseClient(source);
    for (const node of source.nodes) {
      const name = environmentVariable(source, node);
      if (name === undefined) continue;
      const prefix = publicPrefixOf(name);
      if (prefix !== undefined) {
        yield { node, message: 'published', data: { name, prefix, server: name.slice(prefix.length) } };
      } else if (isClient && isSecretName(name)) {
        yield { node, message: 'client', data: { name } };
      }
    }
  },
};

function environmentVariable(source: SourceFile, node: Node): string | undefined {
  if (node.type === 'MemberExpression') return environmentName(source, node);
  // `const { NEXT_PUBLIC_X } = process.env`
  if (node.type !== 'Property' || source.parentOf(node)?.type !== 'ObjectPattern') return undefined;
  const pattern = source.parentOf(node);
  const declarator = pattern && source.parentOf(pattern);
  return propertyOf(child(declarator, 'init')) === 'env' ? nameOf(child(node, 'key')) : undefined;
}

function hasUseClient({ program }: SourceFile): boolean {
  const [first] = children(program, 'body');
  return first?.type === 'ExpressionStatement' && stringOf(child(first, 'expression')) === 'use client';
}
