import type { ProjectRule } from './project/project-rule.ts';
import { noSecretInClientEnvironment } from './project/rules/env-files.ts';
import { nestWebhooksModule } from './project/rules/nest-webhooks-module.ts';
import { nextTrailingSlash } from './project/rules/next-trailing-slash.ts';
import { noSwallowedRoute } from './project/rules/no-swallowed-route.ts';
import type { Rule } from './rule.ts';
import { fastifyRawBody } from './rules/fastify-raw-body.ts';
import { lambdaBase64Body } from './rules/lambda-base64-body.ts';
import { nestRawBody } from './rules/nest-raw-body.ts';
import { nextBodyParser } from './rules/next-body-parser.ts';
import { noAuthBeforeWebhook } from './rules/no-auth-before-webhook.ts';
import { noJsonBeforeVerify } from './rules/no-json-before-verify.ts';
import { noParserBeforeWebhook } from './rules/no-parser-before-webhook.ts';
import { noReencodedBody } from './rules/no-reencoded-body.ts';
import { noSecretInClient } from './rules/no-secret-in-client.ts';
import { noSecretInSource } from './rules/no-secret-in-source.ts';
import { noSignatureEquality } from './rules/no-signature-equality.ts';
import { timingSafeEqualLength } from './rules/timing-safe-equal-length.ts';

/** Rules that one file can show to be broken. */
export const fileRules: readonly Rule[] = [
  fastifyRawBody,
  lambdaBase64Body,
  nestRawBody,
  nextBodyParser,
  noAuthBeforeWebhook,
  noJsonBeforeVerify,
  noParserBeforeWebhook,
  noReencodedBody,
  noSecretInClient,
  noSecretInSource,
  noSignatureEquality,
  timingSafeEqualLength,
];

/** Rules that need the whole application. */
export const projectRules: readonly ProjectRule[] = [
  nestWebhooksModule,
  nextTrailingSlash,
  noSecretInClientEnvironment,
  noSwallowedRoute,
];
