import { describe, expect, test } from 'vitest';
import { checkFiles, type Files } from './lib/check-files.ts';

// What takes several files of an application to be seen, in Koa and in AWS Lambda.

const server = (lines: string): string =>
  `import { bodyParser } from '@koa/bodyparser';\nimport Koa from 'koa';\nimport { webhooks } from './webhooks.ts';\nconst app = new Koa();\n${lines}\n`;
const router =
  "import { toKoa } from '@hooklatch/koa';\nimport { Router } from '@koa/router';\nexport const webhooks = new Router().post('/clerk', toKoa(globalThis.webhook));\n";
const above = server('app.use(bodyParser());\napp.use(webhooks.routes());');
const verifier =
  "import type { APIGatewayProxyEvent } from 'aws-lambda';\nimport Stripe from 'stripe';\nexport const verify = (event: APIGatewayProxyEvent) => new Stripe('k').webhooks.constructEvent(event.body!, 's', 's');\n";

const rows: readonly (readonly [name: string, files: Files, found: readonly string[]])[] = [
  [
    'a router of another file, behind a parser',
    { 'server.ts': above, 'webhooks.ts': router },
    ['server.ts:5 no-parser-before-webhook'],
  ],
  [
    'a router of another file, before the parser',
    { 'server.ts': server('app.use(webhooks.routes());\napp.use(bodyParser());'), 'webhooks.ts': router },
    [],
  ],
  [
    'the routes of a router of another file',
    {
      'server.ts': server('app.use(bodyParser());\napp.use(webhooks);'),
      'webhooks.ts': `${router.replace('const webhooks', 'const router')}export const webhooks = router.routes();\n`,
    },
    ['server.ts:5 no-parser-before-webhook'],
  ],
  [
    'a parser that a middleware of another file turns off',
    {
      'server.ts': above,
      'webhooks.ts': router,
      'raw.ts':
        "import type { Context } from 'koa';\nexport const raw = (ctx: Context) => { ctx.disableBodyParser = true; };\n",
    },
    [],
  ],
  ['a verifier in Lambda', { 'src/verify.ts': verifier }, ['src/verify.ts:3 lambda-base64-body']],
  [
    'a verifier in Lambda, whose body another file decodes',
    {
      'src/verify.ts': verifier,
      'src/decode.ts':
        'export const decode = (event: { body: string; isBase64Encoded: boolean }) => event.isBase64Encoded ? atob(event.body) : event.body;\n',
    },
    [],
  ],
];

describe('of several files', () => {
  test.each(rows)('%s', (_name, files, found) => {
    expect(checkFiles(files)).toEqual(found);
  });
});
