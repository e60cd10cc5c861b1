import type { Node } from './ast/node.ts';
import { toSourceFile } from './ast/source-file.ts';
import type { Message, Rule } from './rule.ts';

/** What an ESLint rule uses of its context; oxlint gives the same. */
export interface RuleContext {
  readonly filename: string;
  readonly cwd: string;
  /** Of a language with text, which ESLint's types leave open. */
  readonly sourceCode: object;
  // Each linter's own node: a method, so that a wider parameter is accepted.
  report(descriptor: { node: never; messageId: string; data?: Record<string, string> }): void;
}

/** A rule as ESLint 9 and 10, and oxlint, take it. */
export interface WebhookRule {
  readonly meta: {
    readonly type: 'problem';
    readonly docs: { readonly description: string; readonly recommended: true; readonly url: string };
    readonly schema: [];
    readonly messages: Record<string, string>;
  };
  create(context: RuleContext): { Program(node: object): void };
}

const documentation = 'https://github.com/hooklatch/hooklatch/blob/main/packages/eslint-plugin/README.md';

/** Wraps a rule: it runs once a file, at its program. */
export function toEslintRule({ name, summary, messages, check }: Rule): WebhookRule {
  return {
    meta: {
      type: 'problem',
      docs: { description: summary, recommended: true, url: `${documentation}#${name}` },
      schema: [],
      messages: Object.fromEntries(Object.entries(messages).map(([id, message]) => [id, toText(message)])),
    },
    create: (context) => ({
      Program(program) {
        const { filename: path, cwd } = context;
        const { text } = context.sourceCode as { readonly text: string };
        // Where the project itself lies, say below `tests/`, means nothing.
        const filename = path.startsWith(cwd) ? path.slice(cwd.length).replace(/^[\\/]/, '') : path;
        const source = toSourceFile(program as Node, { filename, text });
        for (const { node, message, data } of check(source)) {
          context.report({ node: node as never, messageId: message, ...(data && { data: { ...data } }) });
        }
      },
    }),
  };
}

const toText = ({ message, remedy }: Message): string => `${message} ${remedy}`;
