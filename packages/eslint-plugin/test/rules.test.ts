import { rules } from '@hooklatch/eslint-plugin';
import { checkProgram } from '@hooklatch/eslint-plugin/check';
import * as typescript from '@typescript-eslint/parser';
import { RuleTester, type Rule } from 'eslint';
import { parseSync } from 'oxc-parser';
import { describe, expect, test } from 'vitest';
import type { Case, Cases } from './cases/case.ts';
import { fastifyRawBody } from './cases/fastify-raw-body.ts';
import { lambdaBase64Body } from './cases/lambda-base64-body.ts';
import { nestRawBody } from './cases/nest-raw-body.ts';
import { nextBodyParser } from './cases/next-body-parser.ts';
import { noAuthBeforeWebhook } from './cases/no-auth-before-webhook.ts';
import { noJsonBeforeVerify } from './cases/no-json-before-verify.ts';
import { noParserBeforeWebhook } from './cases/no-parser-before-webhook.ts';
import { noParserBeforeWebhookElsewhere } from './cases/no-parser-before-webhook-elsewhere.ts';
import { noReencodedBody } from './cases/no-reencoded-body.ts';
import { noSecretInClient } from './cases/no-secret-in-client.ts';
import { noSecretInSource } from './cases/no-secret-in-source.ts';
import { noSignatureEquality } from './cases/no-signature-equality.ts';
import { timingSafeEqualLength } from './cases/timing-safe-equal-length.ts';

const tables: Readonly<Record<string, Cases>> = {
  'fastify-raw-body': fastifyRawBody,
  'lambda-base64-body': lambdaBase64Body,
  'nest-raw-body': nestRawBody,
  'next-body-parser': nextBodyParser,
  'no-auth-before-webhook': noAuthBeforeWebhook,
  'no-json-before-verify': noJsonBeforeVerify,
  'no-parser-before-webhook': {
    invalid: [...noParserBeforeWebhook.invalid, ...noParserBeforeWebhookElsewhere.invalid],
    valid: [...noParserBeforeWebhook.valid, ...noParserBeforeWebhookElsewhere.valid],
  },
  'no-reencoded-body': noReencodedBody,
  'no-secret-in-client': noSecretInClient,
  'no-secret-in-source': noSecretInSource,
  'no-signature-equality': noSignatureEquality,
  'timing-safe-equal-length': timingSafeEqualLength,
};

RuleTester.describe = describe;
RuleTester.it = test;

const filenameOf = ({ filename, isTypeScript }: Case): string => filename ?? (isTypeScript ? 'a.ts' : 'a.js');
const isRead = (parser: 'espree' | 'typescript', { isTypeScript }: Case): boolean =>
  parser === 'typescript' || !isTypeScript;

test('every rule has a table', () => {
  expect(Object.keys(tables)).toEqual(Object.keys(rules));
});

describe.each(Object.entries(tables))('%s', (name, { valid, invalid }) => {
  const rule = rules[name] as unknown as Rule.RuleModule;
  describe.each(['espree', 'typescript'] as const)('by %s', (parser) => {
    const tester = new RuleTester({ languageOptions: parser === 'typescript' ? { parser: typescript } : {} });
    const toCase = (one: Case) => ({ name: one.name, code: one.code, filename: filenameOf(one) });
    tester.run(name, rule, {
      valid: valid.filter((one) => isRead(parser, one)).map(toCase),
      invalid: invalid
        .filter((one) => isRead(parser, one))
        .map((one) => ({
          ...toCase(one),
          errors: one.lines.map((line, index) => ({
            line,
            message: index === 0 && one.says ? one.says : /\S/,
          })),
        })),
    });
  });

  describe('by oxc-parser', () => {
    const check = (one: Case) => {
      const { program, errors } = parseSync(filenameOf(one), one.code, {
        range: true,
        preserveParens: false,
      });
      expect(errors).toEqual([]);
      return checkProgram(program, { filename: filenameOf(one), text: one.code });
    };
    test.each(valid)('passes: $name', (one) => {
      expect(check(one).filter(({ rule: found }) => found === name)).toEqual([]);
    });
    test.each(invalid)('finds: $name', (one) => {
      const found = check(one).filter(({ rule: of }) => of === name);
      expect(found.map(({ line }) => line)).toEqual(one.lines);
      expect(`${found[0]?.message} ${found[0]?.remedy}`).toMatch(one.says ?? /^\S+.*\.$/);
    });
  });
});
