import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runCli } from '../support/run-cli.ts';

const examples = fileURLToPath(new URL('../../../../examples/', import.meta.url));
const random = 'C2FVsBQIhrscChlQIMV.b5hFmMgnMRzBb'.replace('.', '');

/** One way in which an example is broken. */
interface Break {
  readonly name: string;
  readonly example: string;
  /** The file that is changed, or made. */
  readonly file: string;
  /** What is replaced there, and by what; without it the file is made. */
  readonly from?: string;
  readonly to: string;
  /** `file:line rule` of each finding. */
  readonly found: readonly string[];
}

const nextRoute = 'app/webhooks/clerk/route.ts';
const breaks: readonly Break[] = [
  {
    name: 'express.json() is moved above the webhooks',
    example: 'express',
    file: 'src/server.ts',
    from: 'const app = express();',
    to: 'const app = express();\napp.use(express.json());',
    found: ['src/server.ts:9 no-parser-before-webhook'],
  },
  {
    name: 'express.json() is moved between the webhooks and a router of another file',
    example: 'express',
    file: 'src/server.ts',
    from: "app.use('/webhooks', moreWebhooks);",
    to: "app.use(express.json());\napp.use('/webhooks', moreWebhooks);",
    found: ['src/server.ts:20 no-parser-before-webhook'],
  },
  {
    name: 'a login is asked for above the webhooks',
    example: 'express',
    file: 'src/server.ts',
    from: 'const app = express();',
    to: "import { requireAuth } from '@clerk/express';\nconst app = express();\napp.use(requireAuth());",
    found: ['src/server.ts:10 no-auth-before-webhook'],
  },
  {
    name: 'a secret is written into the source',
    example: 'express',
    file: 'src/webhooks/clerk.ts',
    from: 'createWebhook(clerk(), {',
    to: `createWebhook(clerk({ secret: 'whsec_${random}' }), {`,
    found: ['src/webhooks/clerk.ts:7 no-secret-in-source'],
  },
  {
    name: 'a verifier is given JSON.stringify(request.body)',
    example: 'express-inbox',
    file: 'src/verify.ts',
    to: "import { Webhook } from 'svix';\nexport const verify = (request) =>\n  new Webhook('s').verify(JSON.stringify(request.body), request.headers);\n",
    found: ['src/verify.ts:3 no-reencoded-body'],
  },
  {
    name: 'Fastify gives a verifier its parsed body',
    example: 'fastify',
    file: 'src/own.ts',
    to: "import type { FastifyInstance } from 'fastify';\nimport { Webhook } from 'svix';\nexport async function own(app: FastifyInstance): Promise<void> {\n  app.post('/own', async (request) => new Webhook('s').verify(request.body as Buffer, {}));\n}\n",
    found: ['src/own.ts:4 fastify-raw-body'],
  },
  {
    name: 'Hono asks for a token above the webhooks',
    example: 'hono',
    file: 'src/app.ts',
    from: 'export const app = new Hono()\n',
    to: "import { bearerAuth } from 'hono/bearer-auth';\nexport const app = new Hono()\n  .use('*', bearerAuth({ token: 't' }))\n",
    found: ['src/app.ts:12 no-auth-before-webhook'],
  },
  {
    name: 'WebhooksModule is taken out',
    example: 'nestjs',
    file: 'src/app.module.ts',
    from: 'WebhooksModule.forRootAsync({',
    to: 'SomethingElse.forRootAsync({',
    found: [
      'src/webhooks/clerk.controller.ts:8 nest-webhooks-module',
      'src/webhooks/more.ts:21 nest-webhooks-module',
      'src/webhooks/more.ts:27 nest-webhooks-module',
      'src/webhooks/more.ts:33 nest-webhooks-module',
      'src/webhooks/more.ts:39 nest-webhooks-module',
      'src/webhooks/stripe.controller.ts:10 nest-webhooks-module',
    ],
  },
  {
    name: 'a controller verifies rawBody, which the application does not keep',
    example: 'nestjs',
    file: 'src/webhooks/own.ts',
    to: "import { Controller, Post, Req } from '@nestjs/common';\nimport { Webhook } from 'svix';\n@Controller()\nexport class Own {\n  @Post()\n  own(@Req() request: { rawBody: Buffer }) {\n    return new Webhook('s').verify(request.rawBody, {});\n  }\n}\n",
    found: ['src/main.ts:5 nest-raw-body'],
  },
  {
    name: 'the request is read as JSON before it is verified',
    example: 'next',
    file: nextRoute,
    to: "import { clerkWebhook } from '@/lib/webhooks/clerk';\nimport { verifyWebhook } from '@clerk/nextjs/webhooks';\nexport async function POST(request: Request) {\n  console.log(await request.json());\n  return Response.json([clerkWebhook, await verifyWebhook(request)]);\n}\n",
    found: [`${nextRoute}:4 no-json-before-verify`],
  },
  {
    name: 'a page of the Pages Router leaves the parser on',
    example: 'next',
    file: 'pages/api/clerk.ts',
    to: "import { clerkWebhook } from '@/lib/webhooks/clerk';\nimport { toNext } from '@hooklatch/next';\n\nexport default toNext(clerkWebhook);\n",
    found: ['pages/api/clerk.ts:4 next-body-parser'],
  },
  {
    name: 'a middleware protects every path',
    example: 'next',
    file: 'middleware.ts',
    to: "import { clerkMiddleware } from '@clerk/nextjs/server';\nexport default clerkMiddleware(async (auth) => {\n  await auth.protect();\n});\n",
    found: ['clerk', 'github', 'gitlab', 'shopify', 'standard', 'stripe'].map(
      () => 'middleware.ts:3 no-swallowed-route',
    ),
  },
  {
    name: 'paths are redirected to a slash at their end',
    example: 'next',
    file: 'next.config.ts',
    from: 'const config: NextConfig = {',
    to: 'const config: NextConfig = {\n  trailingSlash: true,',
    found: ['next.config.ts:5 next-trailing-slash'],
  },
  {
    name: 'a secret is given to browsers',
    example: 'next',
    file: '.env.example',
    from: 'CLERK_WEBHOOK_SIGNING_SECRET',
    to: 'NEXT_PUBLIC_CLERK_WEBHOOK_SIGNING_SECRET',
    found: ['.env.example:2 no-secret-in-client'],
  },
  {
    name: 'bodyParser() is moved above the webhooks',
    example: 'koa',
    file: 'src/server.ts',
    from: 'app.use(webhooks.routes());',
    to: 'app.use(bodyParser());\napp.use(webhooks.routes());',
    found: ['src/server.ts:28 no-parser-before-webhook'],
  },
  {
    name: 'a token is asked for above the webhooks',
    example: 'koa',
    file: 'src/server.ts',
    from: 'const app = new Koa();',
    to: "import jwt from 'koa-jwt';\nconst app = new Koa();\napp.use(jwt({ secret: 's' }));",
    found: ['src/server.ts:29 no-auth-before-webhook'],
  },
  {
    name: 'a listener reads the request before a webhook does',
    example: 'node',
    file: 'src/own.ts',
    to: "import { toNode } from '@hooklatch/node';\nimport type { IncomingMessage, ServerResponse } from 'node:http';\nimport { json } from 'node:stream/consumers';\nimport { clerkWebhook } from './webhooks/clerk.ts';\nconst answer = toNode(clerkWebhook);\nexport async function own(request: IncomingMessage, response: ServerResponse): Promise<void> {\n  console.log(await json(request));\n  answer(request, response);\n}\n",
    found: ['src/own.ts:7 no-json-before-verify'],
  },
  {
    name: 'a function verifies what it has parsed, and what may be base64',
    example: 'aws-lambda',
    file: 'src/own.ts',
    to: "import type { APIGatewayProxyEventV2 } from 'aws-lambda';\nimport { Webhook } from 'svix';\nconst webhook = new Webhook('s');\nexport const parsed = ({ body }: APIGatewayProxyEventV2) =>\n  webhook.verify(JSON.stringify(JSON.parse(body!)), {});\nexport const encoded = (event: APIGatewayProxyEventV2) => webhook.verify(event.body!, {});\n",
    found: ['src/own.ts:5 no-reencoded-body', 'src/own.ts:6 lambda-base64-body'],
  },
  {
    name: 'a signature is compared with ===, and by bytes of any length',
    example: 'workers',
    file: 'src/own.ts',
    to: "import { createHmac, timingSafeEqual } from 'node:crypto';\nconst sign = (body: Buffer) => createHmac('sha256', 's').update(body).digest('hex');\nexport const a = (body: Buffer, given: string) => sign(body) === given;\nexport const b = (body: Buffer, given: string) =>\n  timingSafeEqual(Buffer.from(sign(body)), Buffer.from(given));\n",
    found: ['src/own.ts:3 no-signature-equality', 'src/own.ts:5 timing-safe-equal-length'],
  },
];

interface Told {
  readonly findings: readonly { file: string; line: number; rule: string; remedy: string; message: string }[];
  readonly notes: readonly unknown[];
}

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hooklatch-doctor-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const own = readdirSync(examples).filter((name) => existsSync(join(examples, name, 'package.json')));

describe.each(own)('the example %s', (example) => {
  test('is clean', async () => {
    const { code, stdout } = await runCli(['doctor', join(examples, example), '--json']);
    const { files, ...told } = JSON.parse(stdout) as Told & { files: number };
    expect(told).toEqual({ findings: [], notes: [] });
    expect(files).toBeGreaterThan(0);
    expect(code).toBe(0);
  });
});

test.each(breaks)('$example: $name', async ({ example, file, from, to, found }) => {
  const left = /\/(node_modules|dist|\.next|\.wrangler|test)(\/|$)/;
  cpSync(join(examples, example), folder, {
    recursive: true,
    filter: (path) => !left.test(path.slice(examples.length)),
  });
  const path = join(folder, file);
  if (from === undefined) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, to);
  } else {
    const text = readFileSync(path, 'utf8');
    expect(text).toContain(from);
    writeFileSync(
      path,
      text.replace(from, () => to),
    );
  }
  const { code, stdout } = await runCli(['doctor', '--json'], { cwd: folder });
  const { findings, notes } = JSON.parse(stdout) as Told;
  expect(findings.map(({ file: where, line, rule }) => `${where}:${line} ${rule}`)).toEqual(found);
  for (const { message, remedy } of findings) expect(`${message}|${remedy}`).toMatch(/^\S.*\.\|\S.*\.$/);
  expect(stdout).not.toContain(random);
  expect(notes).toEqual([]);
  expect(code).toBe(1);
});
