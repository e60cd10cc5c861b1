import { describe, expect, test } from 'vitest';
import { checkFiles, type Files } from './lib/check-files.ts';

interface Row {
  readonly name: string;
  readonly files: Files;
  readonly found: readonly string[];
}

const app = (lines: string): string =>
  `import { toExpress } from '@hooklatch/express';\nimport express from 'express';\nconst app = express();\n${lines}\n`;
const router =
  "import { toExpress } from '@hooklatch/express';\nimport { Router } from 'express';\nexport const webhooks = Router().post('/clerk', toExpress(globalThis.webhook));\n";
const verifier =
  "import Stripe from 'stripe';\nexport function handle(req: { body: Buffer }): unknown { return new Stripe('k').webhooks.constructEvent(req.body, 's', 's'); }\n";

const express: readonly Row[] = [
  {
    name: 'a router of another file, behind a parser',
    files: {
      'server.ts': app(
        "import { webhooks } from './routes/webhooks.js';\napp.use(express.json());\napp.use('/webhooks', webhooks);",
      ),
      'routes/webhooks.ts': router,
    },
    found: ['server.ts:5 no-parser-before-webhook'],
  },
  {
    name: 'a router of another file, before the parser',
    files: {
      'server.ts': app(
        "import { webhooks } from './routes/webhooks.ts';\napp.use('/webhooks', webhooks);\napp.use(express.json());",
      ),
      'routes/webhooks.ts': router,
    },
    found: [],
  },
  {
    name: 'a router of another file, beside the path of the parser',
    files: {
      'server.ts': app(
        "import { webhooks } from './routes/webhooks.ts';\napp.use('/api', express.json());\napp.use('/webhooks', webhooks);",
      ),
      'routes/webhooks.ts': router,
    },
    found: [],
  },
  {
    name: 'a router by default, through an index that hands it on',
    files: {
      'server.ts': app("import webhooks from './routes';\napp.use(express.json());\napp.use(webhooks);"),
      'routes/index.ts': "export { webhooks as default } from './webhooks.ts';",
      'routes/webhooks.ts': router,
    },
    found: ['server.ts:5 no-parser-before-webhook'],
  },
  {
    name: 'a router that is filled line by line',
    files: {
      'server.ts': app("import webhooks from './webhooks.ts';\napp.use(express.json());\napp.use(webhooks);"),
      'webhooks.ts':
        "import { toExpress } from '@hooklatch/express';\nimport { Router } from 'express';\nconst router = Router();\nrouter.get('/', (req, res) => res.end());\nrouter.post('/clerk', toExpress(globalThis.webhook));\nexport default router;\n",
    },
    found: ['server.ts:5 no-parser-before-webhook'],
  },
  {
    name: 'a handler of another file, that verifies req.body',
    files: {
      'src/server.ts': app(
        "import { handle } from '@/handlers/stripe';\napp.use(express.json());\napp.post('/stripe', handle);",
      ),
      'src/handlers/stripe.ts': verifier,
    },
    found: ['src/server.ts:5 no-parser-before-webhook'],
  },
  {
    name: 'a function of another file, that a handler gives its request',
    files: {
      'server.ts': app(
        "import { handle } from './stripe.ts';\napp.use(express.json());\napp.post('/stripe', (req, res) => { handle(req); res.end(); });",
      ),
      'stripe.ts': verifier,
    },
    found: ['server.ts:5 no-parser-before-webhook'],
  },
  {
    name: 'a middleware of another file, that lets the webhook pass',
    files: {
      'server.ts': app(
        "import { requireAuth } from './auth.ts';\napp.use(requireAuth);\napp.post('/clerk', toExpress(globalThis.webhook));",
      ),
      'auth.ts':
        "export function requireAuth(req, res, next) { if (req.path === '/clerk') next(); else res.status(401).end(); }",
    },
    found: [],
  },
  {
    name: 'a middleware of another file, that lets nobody pass',
    files: {
      'server.ts': app(
        "import { requireAuth } from './auth.ts';\napp.use(requireAuth);\napp.post('/clerk', toExpress(globalThis.webhook));",
      ),
      'auth.ts':
        'export const requireAuth = (req, res, next) => { if (req.user) next(); else res.status(401).end(); };',
    },
    found: ['server.ts:5 no-auth-before-webhook'],
  },
];

const controller =
  "import { Webhook } from '@hooklatch/nestjs';\nimport { Controller, Post } from '@nestjs/common';\n@Controller()\nexport class Clerk {\n  @Post()\n  @Webhook('clerk')\n  clerk(): void {}\n}\n";
const main = (options = ''): string =>
  `import { NestFactory } from '@nestjs/core';\nimport { AppModule } from './app.module.js';\nawait NestFactory.create(AppModule${options});\n`;
const appModule = (imports: string): string =>
  `import { WebhooksModule } from '@hooklatch/nestjs';\nimport { Module } from '@nestjs/common';\n@Module({ imports: [${imports}] })\nexport class AppModule {}\n`;
const nestVerifier =
  "import { Controller, Post, Req } from '@nestjs/common';\nimport Stripe from 'stripe';\n@Controller()\nexport class Hooks {\n  @Post()\n  handle(@Req() req: { rawBody: Buffer }) { return new Stripe('k').webhooks.constructEvent(req.rawBody, 's', 's'); }\n}\n";

const nest: readonly Row[] = [
  {
    name: '@Webhook without WebhooksModule',
    files: { 'main.ts': main(), 'app.module.ts': 'export class AppModule {}', 'clerk.ts': controller },
    found: ['clerk.ts:6 nest-webhooks-module'],
  },
  {
    name: 'WebhookGuard without WebhooksModule',
    files: {
      'main.ts': main(),
      'clerk.ts':
        "import { WebhookGuard } from '@hooklatch/nestjs';\nimport { UseGuards } from '@nestjs/common';\n@UseGuards(WebhookGuard)\nexport class Clerk {}",
    },
    found: ['clerk.ts:3 nest-webhooks-module'],
  },
  {
    name: '@Webhook with WebhooksModule',
    files: {
      'main.ts': main(),
      'app.module.ts': appModule('WebhooksModule.forRoot({ webhooks: {} })'),
      'clerk.ts': controller,
    },
    found: [],
  },
  {
    name: 'WebhooksModule that is imported and not used',
    files: { 'main.ts': main(), 'app.module.ts': appModule(''), 'clerk.ts': controller },
    found: ['clerk.ts:6 nest-webhooks-module'],
  },
  { name: 'a library, whose application is elsewhere', files: { 'clerk.ts': controller }, found: [] },
  {
    name: 'req.rawBody in a controller, and an application that keeps none',
    files: { 'main.ts': main(), 'hooks.ts': nestVerifier },
    found: ['main.ts:3 nest-raw-body'],
  },
  {
    name: 'req.rawBody in a controller, and an application that keeps it',
    files: { 'main.ts': main(', { rawBody: true }'), 'hooks.ts': nestVerifier },
    found: [],
  },
];

const fastifyRoutes =
  "import type { FastifyInstance } from 'fastify';\nimport Stripe from 'stripe';\nexport async function routes(app: FastifyInstance) {\n  app.post('/stripe', async (request) => new Stripe('k').webhooks.constructEvent(request.rawBody, 's', 's'));\n}\n";
const fastify: readonly Row[] = [
  {
    name: 'request.rawBody, and nobody who keeps it',
    files: {
      'app.ts':
        "import Fastify from 'fastify';\nimport { routes } from './routes.ts';\nFastify().register(routes);",
      'routes.ts': fastifyRoutes,
    },
    found: ['routes.ts:4 fastify-raw-body'],
  },
  {
    name: 'request.rawBody, and fastify-raw-body in another file',
    files: {
      'app.ts':
        "import Fastify from 'fastify';\nimport rawBody from 'fastify-raw-body';\nFastify().register(rawBody);",
      'routes.ts': fastifyRoutes,
    },
    found: [],
  },
];

const environment: readonly Row[] = [
  {
    name: 'a secret variable that a bundler publishes',
    files: { '.env.example': 'PORT=1\nNEXT_PUBLIC_CLERK_WEBHOOK_SECRET=\nexport VITE_STRIPE_SECRET_KEY=x\n' },
    found: ['.env.example:2 no-secret-in-client', '.env.example:3 no-secret-in-client'],
  },
  {
    name: 'variables of the server, and public ones',
    files: {
      '.env':
        'CLERK_WEBHOOK_SECRET=whsec_x\nNEXT_PUBLIC_CLERK_PUBLISHABLE_KEY=pk\n#NEXT_PUBLIC_WEBHOOK_SECRET=\n',
    },
    found: [],
  },
  {
    name: 'a finding that a comment turns off',
    files: {
      '.env': '# eslint-disable-next-line hooklatch/no-secret-in-client\nNEXT_PUBLIC_WEBHOOK_SECRET=\n',
    },
    found: [],
  },
];

describe.each([
  ['express', express],
  ['nest', nest],
  ['fastify', fastify],
  ['.env', environment],
])('%s', (_, rows) => {
  test.each(rows)('$name', ({ files, found }) => {
    expect(checkFiles(files)).toEqual(found);
  });
});
