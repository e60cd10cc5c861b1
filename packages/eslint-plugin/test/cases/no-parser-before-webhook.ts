import type { Cases } from './case.ts';

const start =
  "import { keepRawBody, toExpress } from '@hooklatch/express';\nimport express from 'express';\nimport { webhook } from './webhook.js';\nconst app = express();\n";
const route = "app.post('/webhooks/clerk', toExpress(webhook));\n";
const stripe =
  "app.post('/stripe', (req, res) => { res.json(stripe.webhooks.constructEvent(req.body, req.headers['stripe-signature'], 's')); });\n";

export const noParserBeforeWebhook: Cases = {
  invalid: [
    {
      name: 'express.json() above',
      code: `${start}app.use(express.json());\n${route}`,
      lines: [5],
      says: /express\.json\(\) reads the body before the webhook of line 6 does.*verify: keepRawBody/,
    },
    {
      name: 'body-parser above',
      code: `import bodyParser from 'body-parser';\n${start}app.use(bodyParser.json({ limit: '1mb' }));\n${route}`,
      lines: [6],
    },
    {
      name: 'with others in one call',
      code: `${start}app.use(cors(), express.json());\n${route}function cors() {}`,
      lines: [5],
    },
    {
      name: 'the parser has a name',
      code: `${start}const parser = express.json();\napp.use(parser);\n${route}`,
      lines: [6],
    },
    {
      name: 'json is imported itself',
      code: `import { json } from 'express';\n${start}app.use(json());\n${route}`,
      lines: [6],
    },
    {
      name: 'below a path of the route',
      code: `${start}app.use('/webhooks', express.json());\n${route}`,
      lines: [5],
    },
    {
      name: 'the route is all()',
      code: `${start}app.use(express.json());\napp.all('/webhooks/clerk', toExpress(webhook), (req, res) => res.end());`,
      lines: [5],
    },
    {
      name: 'in a chain',
      code: `${start}app.use(express.json()).post('/clerk', toExpress(webhook));`,
      lines: [5],
    },
    {
      name: "a verifier of the application's own",
      code: `${start}app.use(express.json());\n${stripe}`,
      lines: [5],
    },
    {
      name: 'express.raw() behind it comes too late',
      code: `${start}app.use(express.json());\napp.post('/stripe', express.raw({ type: 'application/json' }), handle);\nfunction handle(req) { return stripe.webhooks.constructEvent(req.body, 's', 's'); }`,
      lines: [5],
    },
    {
      name: 'a handler that has a name',
      code: `${start}app.use(express.json());\nconst handle = toExpress(webhook);\napp.post('/webhooks/clerk', handle);`,
      lines: [5],
    },
    {
      name: 'a router of the file',
      code: `${start}const router = express.Router();\nrouter.post('/clerk', toExpress(webhook));\napp.use(express.json());\napp.use('/webhooks', router);`,
      lines: [7],
    },
    {
      name: 'in a class',
      code: "import { toExpress } from '@hooklatch/express';\nimport express from 'express';\nexport class Server {\n  constructor(webhook) {\n    this.app = express();\n    this.admin = express();\n    this.admin.use(express.json());\n    this.app.use(express.json());\n    this.app.post('/clerk', toExpress(webhook));\n  }\n}",
      lines: [8],
    },
    {
      name: 'required',
      code: "const express = require('express');\nconst { toExpress } = require('@hooklatch/express');\nconst app = express();\napp.use(express.json());\napp.post('/clerk', toExpress(require('./webhook.js')));",
      lines: [4],
    },
    {
      name: 'on the same route, before the webhook',
      code: `${start}app.post('/clerk', express.json(), toExpress(webhook));`,
      lines: [5],
    },
    {
      name: 'with types, in a function',
      code: "import { toExpress, type Webhook } from '@hooklatch/express';\nimport express, { type Express } from 'express';\nexport function makeApp(webhook: Webhook): Express {\n  const app: Express = express();\n  app.use(express.json({ limit: '5mb' }) as never);\n  app.post('/clerk', toExpress(webhook));\n  return app;\n}",
      isTypeScript: true,
      lines: [5],
    },
  ],
  valid: [
    { name: 'below the webhook', code: `${start}${route}app.use(express.json());` },
    {
      name: 'behind the webhook of a route',
      code: `${start}app.post('/a', toExpress(webhook), express.json());`,
    },
    {
      name: 'that keeps the bytes',
      code: `${start}app.use(express.json({ verify: keepRawBody }));\n${route}`,
    },
    {
      name: 'whose options have a name',
      code: `${start}const options = { verify: keepRawBody };\napp.use(express.json(options));\n${route}`,
    },
    {
      name: 'whose options cannot be read',
      code: `${start}app.use(express.json({ ...globalThis.options }));\n${route}`,
    },
    { name: 'below another path', code: `${start}app.use('/api', express.json());\n${route}` },
    { name: 'below a path that begins alike', code: `${start}app.use('/web', express.json());\n${route}` },
    {
      name: 'on another router',
      code: `${start}const api = express.Router();\napi.use(express.json());\n${route}app.use('/api', api);`,
    },
    {
      name: 'for one route',
      code: `${start}app.post('/users', express.json(), (req, res) => res.json(req.body));\n${route}`,
    },
    {
      name: 'where a condition leaves the webhook out',
      code: `${start}app.use((req, res, next) => (req.originalUrl === '/webhooks/clerk' ? next() : express.json()(req, res, next)));\n${route}`,
    },
    {
      name: 'of another type',
      code: `${start}app.use(express.json({ type: 'application/vnd.api+json' }));\n${route}`,
    },
    { name: 'express.raw()', code: `${start}app.use('/webhooks', express.raw({ type: '*/*' }));\n${route}` },
    {
      name: 'before routes that verify nothing',
      code: `${start}app.use(express.json());\napp.post('/users', (req, res) => res.json(req.body));`,
    },
    {
      name: 'before a route that verifies rawBody',
      code: `${start}app.use(express.json());\napp.post('/stripe', (req, res) => { res.json(stripe.webhooks.constructEvent(req.rawBody, 's', 's')); });`,
    },
    {
      name: 'another application',
      code: `${start}const admin = express();\nadmin.use(express.json());\n${route}`,
    },
  ],
};
