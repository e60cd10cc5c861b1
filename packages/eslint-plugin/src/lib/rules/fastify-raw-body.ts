import { originOf, valueOf } from '../ast/bindings.ts';
import { child } from '../ast/node.ts';
import type { SourceFile } from '../ast/source-file.ts';
import type { Rule } from '../rule.ts';
import { bodyFlow } from '../webhooks/body-flow.ts';
import { frameworkOf, isTest, rawBody } from '../webhooks/framework.ts';
import { verifiersIn } from '../webhooks/verifiers.ts';

// Ways to keep the bytes, in any file of the application.
const keepsBytes = /raw-?body['"]|ContentTypeParser|preParsing|\.rawBody\s*=[^=]/;

export const fastifyRawBody: Rule = {
  name: 'fastify-raw-body',
  summary: "A verifier in Fastify is given the bytes, which Fastify's own parser does not keep.",
  messages: {
    missing: {
      message:
        "{{verifier}} is given {{given}}, and Fastify's parser keeps no bytes: nothing here registers what does.",
      remedy: '{{remedy}}',
    },
  },
  *check(source, project) {
    if (frameworkOf(source) !== 'fastify' || isTest(source.filename)) return;
    const files = project?.sources ?? [source];
    // One file alone shows it only where the application is made there.
    if (!files.some(isMadeIn) || files.some(({ text }) => keepsBytes.test(text))) return;
    for (const { name, inputs, isCertain } of verifiersIn(source)) {
      for (const input of isCertain ? inputs : []) {
        const given = source.text.slice(...valueOf(source, input).range);
        const isRawBody = /\b(req|request)\.rawBody\b/.test(given);
        if (!isRawBody && bodyFlow(source, input)?.kind !== 'body') continue;
        yield {
          node: input,
          message: 'missing',
          data: { verifier: `${name}()`, given, remedy: rawBody.fastify },
        };
      }
    }
  },
};

function isMadeIn(source: SourceFile): boolean {
  return source.nodes.some(
    (node) => node.type === 'CallExpression' && originOf(source, child(node, 'callee'))?.module === 'fastify',
  );
}
