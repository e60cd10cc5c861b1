import { originOf, valueOf } from '../ast/bindings.ts';
import { child, children, isFalse, isOpaque, isTrue, valueIn, type Node } from '../ast/node.ts';
import { positionOf, type SourceFile } from '../ast/source-file.ts';
import type { Rule } from '../rule.ts';
import { bodyFlow } from '../webhooks/body-flow.ts';
import { isTest, modulesOf } from '../webhooks/framework.ts';
import { verifiersIn, type Verifier } from '../webhooks/verifiers.ts';

// Ways to keep the bytes that this rule cannot follow.
const keepsBytes = /useBodyParser|\.rawBody\s*=[^=]|\braw\(|keepRawBody|fastify-raw-body/;

export const nestRawBody: Rule = {
  name: 'nest-raw-body',
  summary: "A Nest application that verifies request.rawBody is made with Nest's rawBody.",
  messages: {
    missing: {
      message: 'This application keeps no raw bodies, and {{verifier}} in {{place}} needs one.',
      remedy: 'Write NestFactory.create({{module}}, { rawBody: true }).',
    },
  },
  *check(source, project) {
    if (!source.text.includes('NestFactory')) return;
    const created = source.nodes.find((node) => isWithoutRawBody(source, node));
    if (!created || isTest(source.filename)) return;
    const files = project?.sources ?? [source];
    if (files.some(({ text }) => keepsBytes.test(text))) return;
    for (const other of files) {
      const verifier = needsRawBody(other);
      if (!verifier) continue;
      const { line } = positionOf(other, verifier.call.range[0]);
      const module = children(created, 'arguments')[0];
      const data = {
        verifier: `${verifier.name}()`,
        place: `${other.filename.split('/').at(-1)}:${line}`,
        module: module ? source.text.slice(...module.range) : 'AppModule',
      };
      return yield { node: created, message: 'missing', data };
    }
  },
};

function isWithoutRawBody(source: SourceFile, node: Node): boolean {
  if (node.type !== 'CallExpression') return false;
  const origin = originOf(source, child(node, 'callee'));
  if (origin?.module !== '@nestjs/core' || origin.name !== 'create') return false;
  const given = children(node, 'arguments')
    .slice(1)
    .map((one) => valueOf(source, one));
  // An adapter may come first; what is no literal cannot be read.
  const options = given.filter(({ type }) => type === 'ObjectExpression');
  if (options.some((one) => isOpaque(one)) || given.some(({ type }) => type === 'Identifier')) return false;
  return !options.some((one) => isTrue(valueIn(one, 'rawBody')) || isFalse(valueIn(one, 'bodyParser')));
}

function needsRawBody(source: SourceFile): Verifier | undefined {
  if (isTest(source.filename) || !modulesOf(source).some((module) => module.startsWith('@nestjs/')))
    return undefined;
  return verifiersIn(source).find(({ inputs }) =>
    inputs.some((input) => isRawBody(source, input) || bodyFlow(source, input)?.kind === 'body'),
  );
}

function isRawBody(source: SourceFile, input: Node): boolean {
  return /\brawBody\b/.test(source.text.slice(...valueOf(source, input).range));
}
