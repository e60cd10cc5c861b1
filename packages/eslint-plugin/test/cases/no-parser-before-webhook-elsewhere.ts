import type { Cases } from './case.ts';

const koa =
  "import { toKoa } from '@hooklatch/koa';\nimport { bodyParser } from '@koa/bodyparser';\nimport { Router } from '@koa/router';\nimport Koa from 'koa';\nimport { webhook } from './webhook.js';\nconst app = new Koa();\nconst router = new Router();\nrouter.post('/webhooks/clerk', toKoa(webhook));\n";
const connect =
  "import { toNode } from '@hooklatch/node';\nimport bodyParser from 'body-parser';\nimport connect from 'connect';\nconst app = connect();\n";

const middy =
  "import middy from '@middy/core';\nimport jsonBodyParser from '@middy/http-json-body-parser';\nimport { toLambda } from '@hooklatch/aws-lambda';\nimport { webhook } from './webhook.js';\n";

/** In Koa, connect and Middy. */
export const noParserBeforeWebhookElsewhere: Cases = {
  invalid: [
    {
      name: 'in Koa, above the router',
      code: `${koa}app.use(bodyParser());\napp.use(router.routes());`,
      lines: [9],
      says: /bodyParser\(\) reads the body before the webhook of line 10 does.*disableBodyParser/,
    },
    {
      name: 'in Koa, in one chain',
      code: `${koa}app.use(bodyParser({ jsonLimit: '5mb' })).use(router.routes()).use(router.allowedMethods());`,
      lines: [9],
    },
    {
      name: 'in Koa, with enableTypes of JSON',
      code: `${koa}app.use(bodyParser({ enableTypes: ['json', 'form'] }));\napp.use(router.routes());`,
      lines: [9],
    },
    {
      name: 'in Koa, on the router itself',
      code: "import { toKoa } from '@hooklatch/koa';\nimport bodyParser from 'koa-bodyparser';\nimport Router from 'koa-router';\nconst router = new Router({ prefix: '/webhooks' });\nrouter.use(bodyParser());\nrouter.post('/clerk', toKoa(globalThis.webhook));",
      lines: [5],
    },
    {
      name: 'in Koa, koa-body on the route',
      code: `import { koaBody } from 'koa-body';\n${koa}router.post('/stripe', koaBody(), toKoa(webhook));`,
      lines: [10],
    },
    {
      name: 'in Koa, koa-body, which nothing turns off',
      code: `import koaBody from 'koa-body';\n${koa}app.use((ctx, next) => { ctx.disableBodyParser = true; return next(); });\napp.use(koaBody({ multipart: true }));\napp.use(router.routes());`,
      lines: [11],
      says: /Move koaBody\(\) below the webhook, or behind it/,
    },
    {
      name: 'in Koa, required, above the webhook itself',
      code: "const { koaBody } = require('koa-body');\nconst { toKoa } = require('@hooklatch/koa');\nconst Koa = require('koa');\nconst app = new Koa();\napp.use(koaBody());\napp.use(toKoa(require('./webhook.js')));",
      lines: [5],
    },
    {
      name: "in Koa, a verifier of the application's own",
      code: `${koa}router.post('/stripe', (ctx) => { stripe.webhooks.constructEvent(ctx.request.body, ctx.get('stripe-signature'), 's'); });\napp.use(bodyParser());\nconst routes = router.routes();\napp.use(routes);`,
      lines: [10],
    },
    {
      name: 'in connect',
      code: `${connect}app.use(bodyParser.json());\napp.use('/webhooks/clerk', toNode(globalThis.webhook));`,
      lines: [5],
      says: /bodyParser\.json\(\{ verify: \(request, _response, bytes\) => \{ request\.rawBody = bytes; \} \}\)\.$/,
    },
    {
      name: 'in connect, before a function that calls the webhook',
      code: `${connect}const answer = toNode(globalThis.webhook);\napp.use(bodyParser.json());\napp.use('/webhooks/clerk', (req, res, next) => answer(req, res, next));`,
      lines: [6],
    },
    {
      name: 'Middy around our own function',
      code: `${middy}export const handler = middy(toLambda(webhook)).use(jsonBodyParser());`,
      lines: [5],
      says: /Leave jsonBodyParser\(\) out/,
    },
    {
      name: 'Middy, with the function at the end',
      code: `${middy}const run = toLambda(webhook);\nexport const handler = middy()\n  .use([jsonBodyParser()])\n  .handler(run);`,
      lines: [7],
    },
    {
      name: 'Middy around a function that verifies',
      code: `${middy}const run = async (event) => stripe.webhooks.constructEvent(event.body, 's', 's');\nconst wrapped = middy(run);\nwrapped.use(jsonBodyParser());\nexport const handler = wrapped;`,
      lines: [7],
    },
  ],
  valid: [
    { name: 'in Koa, below the router', code: `${koa}app.use(router.routes());\napp.use(bodyParser());` },
    {
      name: 'in Koa, for forms alone',
      code: `${koa}app.use(bodyParser({ enableTypes: ['form'] }));\napp.use(router.routes());`,
    },
    {
      name: 'in Koa, koa-body without JSON',
      code: `import { koaBody } from 'koa-body';\n${koa}app.use(koaBody({ json: false }));\napp.use(router.routes());`,
    },
    {
      name: 'in Koa, turned off for the path',
      code: `${koa}app.use((ctx, next) => { ctx.disableBodyParser = ctx.path.startsWith('/webhooks'); return next(); });\napp.use(bodyParser());\napp.use(router.routes());`,
    },
    {
      name: 'in Koa, on another router',
      code: `${koa}const api = new Router({ prefix: '/api' });\napi.use(bodyParser());\napp.use(router.routes()).use(api.routes());`,
    },
    {
      name: 'in Koa, mounted at another path',
      code: `import mount from 'koa-mount';\n${koa}app.use(mount('/api', bodyParser()));\napp.use(router.routes());`,
    },
    {
      name: 'in Koa, before a route that verifies rawBody',
      code: "import bodyParser from 'koa-bodyparser';\nimport Router from '@koa/router';\nconst router = new Router();\nrouter.use(bodyParser());\nrouter.post('/stripe', (ctx) => { stripe.webhooks.constructEvent(ctx.request.rawBody, ctx.get('stripe-signature'), 's'); });",
    },
    {
      name: 'Middy around another function',
      code: `${middy}export const handler = middy(async (event) => ({ statusCode: 200, body: event.body.id })).use(jsonBodyParser());`,
    },
    {
      name: 'Middy without a parser',
      code: `${middy}export const handler = middy(toLambda(webhook)).use(globalThis.warmup());`,
    },
    {
      name: 'in connect, that keeps the bytes',
      code: `${connect}app.use(bodyParser.json({ verify: (request, _response, bytes) => { request.rawBody = bytes; } }));\napp.use('/webhooks/clerk', toNode(globalThis.webhook));`,
    },
  ],
};
