import type { Cases } from './case.ts';

const start =
  "import { toExpress } from '@hooklatch/express';\nimport express from 'express';\nimport { webhook } from './webhook.js';\nconst app = express();\n";
const route = "app.post('/webhooks/clerk', toExpress(webhook));\n";

const koa =
  "import { toKoa } from '@hooklatch/koa';\nimport { Router } from '@koa/router';\nimport Koa from 'koa';\nconst app = new Koa();\nconst router = new Router().post('/webhooks/clerk', toKoa(globalThis.webhook));\n";

export const noAuthBeforeWebhook: Cases = {
  invalid: [
    {
      name: "Clerk's requireAuth()",
      code: `import { requireAuth } from '@clerk/express';\n${start}app.use(requireAuth());\n${route}`,
      lines: [6],
      says: /^requireAuth\(\) answers the provider before the webhook of line 7/,
    },
    {
      name: 'passport',
      code: `import passport from 'passport';\n${start}app.use(passport.authenticate('jwt', { session: false }));\n${route}`,
      lines: [6],
    },
    {
      name: 'express-openid-connect',
      code: `import { auth } from 'express-openid-connect';\n${start}app.use(auth({ issuerBaseURL: 'https://example.com' }));\n${route}`,
      lines: [6],
    },
    {
      name: "a form's token",
      code: `import csrf from 'csurf';\n${start}app.use(csrf({ cookie: true }));\n${route}`,
      lines: [6],
    },
    {
      name: "the application's own, by its name",
      code: `import { requireAuth } from './auth.js';\n${start}app.use(requireAuth);\n${route}`,
      lines: [6],
    },
    {
      name: 'below a path of the route',
      code: `import { requireUser } from './auth.js';\n${start}app.use('/webhooks', requireUser);\n${route}`,
      lines: [6],
    },
    {
      name: 'a function of the file',
      code: `${start}function isAuthenticated(req, res, next) { if (req.user) next(); else res.status(401).end(); }\napp.use(isAuthenticated);\n${route}`,
      lines: [6],
    },
    {
      name: 'in Hono',
      code: "import { toHono } from '@hooklatch/hono';\nimport { Hono } from 'hono';\nimport { jwt } from 'hono/jwt';\nconst app = new Hono();\napp.use('*', jwt({ secret: 's' }));\napp.post('/clerk', toHono(globalThis.webhook));",
      lines: [5],
    },
    {
      name: 'in Koa',
      code: `import jwt from 'koa-jwt';\n${koa}app.use(jwt({ secret: 's' }));\napp.use(router.routes());`,
      lines: [7],
      says: /^jwt\(\) answers the provider before the webhook of line 8/,
    },
    {
      name: "in Koa, the application's own",
      code: `import { requireAuth } from './auth.js';\n${koa}app.use(requireAuth);\napp.use(router.routes());`,
      lines: [7],
    },
    {
      name: 'with types',
      code: `import { requireAuth } from './auth.ts';\n${start}app.use(requireAuth as express.RequestHandler);\n${route}`,
      isTypeScript: true,
      lines: [6],
    },
  ],
  valid: [
    {
      name: 'below the webhook',
      code: `import { requireAuth } from '@clerk/express';\n${start}${route}app.use(requireAuth());`,
    },
    {
      name: 'below another path',
      code: `import { requireAuth } from '@clerk/express';\n${start}app.use('/api', requireAuth());\n${route}`,
    },
    {
      name: 'clerkMiddleware(), which refuses nobody',
      code: `import { clerkMiddleware } from '@clerk/express';\n${start}app.use(clerkMiddleware());\n${route}`,
    },
    {
      name: 'auth that asks where it is told to',
      code: `import { auth } from 'express-openid-connect';\n${start}app.use(auth({ authRequired: false }));\n${route}`,
    },
    {
      name: 'passport.initialize()',
      code: `import passport from 'passport';\n${start}app.use(passport.initialize());\n${route}`,
    },
    {
      name: 'in Koa, unless()',
      code: `import jwt from 'koa-jwt';\n${koa}app.use(jwt({ secret: 's' }).unless({ path: [/^\\/webhooks/] }));\napp.use(router.routes());`,
    },
    {
      name: 'in Koa, that lets everybody pass',
      code: `import jwt from 'koa-jwt';\n${koa}app.use(jwt({ secret: 's', passthrough: true }));\napp.use(router.routes());`,
    },
    {
      name: 'unless()',
      code: `import { expressjwt } from 'express-jwt';\n${start}app.use(expressjwt({ secret: 's' }).unless({ path: ['/webhooks/clerk'] }));\n${route}`,
    },
    {
      name: 'a function that looks at the path',
      code: `${start}function requireAuth(req, res, next) { if (req.path.startsWith('/webhooks')) next(); else res.status(401).end(); }\napp.use(requireAuth);\n${route}`,
    },
    {
      name: 'on one route',
      code: `import { requireAuth } from './auth.js';\n${start}app.get('/me', requireAuth, (req, res) => res.end());\n${route}`,
    },
    {
      name: 'before routes that are no webhooks',
      code: `import { requireAuth } from './auth.js';\n${start}app.use(requireAuth);\napp.get('/me', (req, res) => res.end());`,
    },
  ],
};
