import { valueOf } from '../ast/bindings.ts';
import type { Rule } from '../rule.ts';
import { bodyFlow } from '../webhooks/body-flow.ts';
import { frameworkOf, isTest, rawBody } from '../webhooks/framework.ts';
import { verifiersIn } from '../webhooks/verifiers.ts';

export const lambdaBase64Body: Rule = {
  name: 'lambda-base64-body',
  summary: 'A verifier in AWS Lambda is given the bytes: the body of an event may be base64.',
  messages: {
    undecoded: {
      message: '{{verifier}} is given {{given}}, and nothing here looks at isBase64Encoded.',
      remedy: '{{remedy}}',
    },
  },
  *check(source, project) {
    if (frameworkOf(source) !== 'lambda' || isTest(source.filename)) return;
    // Also a function of another file may decode it.
    const files = project?.sources ?? [source];
    if (files.some(({ text }) => text.includes('isBase64Encoded'))) return;
    for (const { name, inputs, isCertain } of verifiersIn(source)) {
      for (const input of isCertain ? inputs : []) {
        const given = source.text.slice(...valueOf(source, input).range);
        if (bodyFlow(source, input)?.kind !== 'body' || given.includes('base64')) continue;
        yield {
          node: input,
          message: 'undecoded',
          data: { verifier: `${name}()`, given, remedy: rawBody.lambda },
        };
      }
    }
  },
};
