import { originOf, valueOf } from '../ast/bindings.ts';
import { child, children, isOpaque, valueIn, type Node } from '../ast/node.ts';
import { positionOf, type SourceFile } from '../ast/source-file.ts';
import type { Rule } from '../rule.ts';
import { webhooksBelow, mountsIn } from '../webhooks/mounts.ts';

export const noParserBeforeWebhook: Rule = {
  name: 'no-parser-before-webhook',
  summary: 'In Express, a parser that drops the bytes does not stand above a webhook.',
  messages: {
    parser: {
      message: '{{callee}}() reads the body before the webhook of line {{line}} does, and drops its bytes.',
      remedy:
        'Move this line below the webhook, or keep the bytes: {{callee}}({ verify: keepRawBody }), with keepRawBody of @hooklatch/express.',
    },
  },
  *check(source, project) {
    for (const mount of mountsIn(source)) {
      if (mount.method !== 'use') continue;
      for (const handler of mount.handlers) {
        const parser = droppingParser(source, handler);
        const [route] = parser === undefined ? [] : webhooksBelow(source, mount, project);
        if (parser === undefined || !route) continue;
        const { line } = positionOf(source, route.mount.offset);
        yield { node: handler, message: 'parser', data: { callee: parser, line: String(line) } };
      }
    }
  },
};

/** `express.json`, as it is written, where it keeps no bytes. */
function droppingParser(source: SourceFile, handler: Node): string | undefined {
  const call = valueOf(source, handler);
  if (call.type !== 'CallExpression') return undefined;
  const callee = child(call, 'callee');
  const origin = originOf(source, callee);
  if (!origin || !/^(express|body-parser)$/.test(origin.module)) return undefined;
  const isWhole = origin.module === 'body-parser' && /^(default|\*)$/.test(origin.name);
  if (origin.name !== 'json' && !isWhole) return undefined;
  const [given] = children(call, 'arguments');
  const options = given && valueOf(source, given);
  if (options && (options.type !== 'ObjectExpression' || isOpaque(options))) return undefined;
  // A `type` of its own may leave the webhook's alone.
  if (valueIn(options, 'verify') || valueIn(options, 'type')) return undefined;
  return source.text.slice(...(callee?.range ?? call.range));
}
