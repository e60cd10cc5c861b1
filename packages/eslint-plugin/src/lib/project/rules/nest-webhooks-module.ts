import { bindingOf, originOf } from '../../ast/bindings.ts';
import { child, type Node } from '../../ast/node.ts';
import type { SourceFile } from '../../ast/source-file.ts';
import { isTest } from '../../webhooks/framework.ts';
import type { ProjectRule } from '../project-rule.ts';

export const nestWebhooksModule: ProjectRule = {
  name: 'nest-webhooks-module',
  summary: 'A Nest application that has @Webhook routes imports WebhooksModule, which keeps their bytes.',
  messages: {
    missing: {
      message: '{{name}} is used, and no module of the application imports WebhooksModule.',
      remedy:
        'Add WebhooksModule.forRoot({ webhooks: { … } }) of @hooklatch/nestjs to the imports of {{module}}.',
    },
  },
  *check({ sources }) {
    const own = sources.filter(({ filename }) => !isTest(filename));
    const start = own.flatMap((source) => source.nodes.flatMap((node) => createdModule(source, node) ?? []));
    if (start.length === 0 || own.some((source) => uses(source, /^WebhooksModule$/).length > 0)) return;
    for (const source of own) {
      for (const { node, name } of uses(source, /^(Webhook|WebhookGuard)$/)) {
        const isDecorator = name === 'Webhook';
        yield {
          source,
          node,
          message: 'missing',
          data: { name: isDecorator ? '@Webhook()' : name, module: start[0] ?? 'AppModule' },
        };
      }
    }
  },
};

/** The module that `NestFactory.create` is given. */
function createdModule(source: SourceFile, node: Node): string | undefined {
  if (node.type !== 'CallExpression') return undefined;
  const origin = originOf(source, child(node, 'callee'));
  const [first] = node['arguments'] as readonly (Node | undefined)[];
  return origin?.module === '@nestjs/core' && origin.name === 'create' && first
    ? source.text.slice(...first.range)
    : undefined;
}

/** Where something of @hooklatch/nestjs is used as a value. */
function uses(source: SourceFile, names: RegExp): readonly { node: Node; name: string }[] {
  return source.nodes.flatMap((node) => {
    const parent = source.parentOf(node);
    if (node.type !== 'Identifier' || parent?.type === 'ImportSpecifier' || parent?.type.startsWith('TS'))
      return [];
    const binding = bindingOf(source, node);
    const name = binding?.imported ?? '';
    return binding?.module === '@hooklatch/nestjs' && names.test(name) ? [{ node, name }] : [];
  });
}
