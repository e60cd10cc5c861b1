import { positionOf } from '../ast/source-file.ts';
import type { Rule } from '../rule.ts';
import { isWebhookHandler } from '../webhooks/handlers.ts';
import { functionsBehind } from '../webhooks/middy.ts';
import { webhooksBelow, mountsIn } from '../webhooks/mounts.ts';
import { droppingParser } from '../webhooks/parsers.ts';

export const noParserBeforeWebhook: Rule = {
  name: 'no-parser-before-webhook',
  summary:
    'In Express, Koa, connect and Middy, a parser that drops the bytes does not stand above a webhook.',
  messages: {
    parser: {
      message: '{{callee}}() reads the body before the webhook of line {{line}} does, and drops its bytes.',
      remedy: '{{remedy}}',
    },
  },
  *check(source, project) {
    for (const mount of mountsIn(source)) {
      for (const [index, handler] of mount.handlers.entries()) {
        const parser = droppingParser(source, handler, project);
        if (!parser) continue;
        const behind = [...mount.handlers.slice(index + 1), ...functionsBehind(source, mount.call)];
        const isBehind = behind.some((one) => isWebhookHandler(source, one, project));
        const [below] = mount.method === 'use' ? webhooksBelow(source, mount, project) : [];
        const route = isBehind ? mount : below?.mount;
        if (!route) continue;
        const line = String(positionOf(source, route.offset).line);
        yield { node: handler, message: 'parser', data: { ...parser, line } };
      }
    }
  },
};
