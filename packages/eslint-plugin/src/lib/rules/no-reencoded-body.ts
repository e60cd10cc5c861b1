import type { Report, Rule } from '../rule.ts';
import { bodyFlow } from '../webhooks/body-flow.ts';
import { frameworkOf, rawBody } from '../webhooks/framework.ts';
import { verifiersIn } from '../webhooks/verifiers.ts';

export const noReencodedBody: Rule = {
  name: 'no-reencoded-body',
  summary:
    'A signature is checked over the bytes that arrived, not over a body that was parsed or written again.',
  messages: {
    reencoded: {
      message:
        '{{verifier}} is given a body that was written again: its bytes differ from those that were signed.',
      remedy: '{{remedy}}',
    },
    parsed: {
      message: '{{verifier}} is given a parsed body, and needs the bytes that were signed.',
      remedy: '{{remedy}}',
    },
  },
  *check(source) {
    for (const { name, inputs, isCertain } of verifiersIn(source)) {
      for (const input of inputs) {
        const flow = bodyFlow(source, input);
        if (!flow || flow.kind === 'body' || (flow.kind === 'parsed' && !isCertain)) continue;
        const report: Report = {
          node: flow.node,
          message: flow.kind,
          data: { verifier: `${name}()`, remedy: rawBody[frameworkOf(source)] },
        };
        yield report;
      }
    }
  },
};
