import type { Cases } from './case.ts';

const stripe = "import Stripe from 'stripe';\nconst stripe = new Stripe(process.env.KEY);\n";
const hmac = "import { createHmac, timingSafeEqual } from 'node:crypto';\n";

export const noReencodedBody: Cases = {
  invalid: [
    {
      name: 'constructEvent is given JSON.stringify(req.body)',
      code: `${stripe}export function handle(req) { return stripe.webhooks.constructEvent(JSON.stringify(req.body), req.headers['stripe-signature'], process.env.S); }`,
      lines: [3],
      says: /^constructEvent\(\) is given a body that was written again/,
    },
    {
      name: 'through a variable, and destructured',
      code: `${stripe}export function handle(req) {\n  const { body } = req;\n  const text = JSON.stringify(body);\n  return stripe.webhooks.constructEvent(text, 'sig', 's');\n}`,
      lines: [5],
    },
    {
      name: "svix's Webhook, in a template",
      code: "import { Webhook } from 'svix';\nexport async function POST(request) {\n  const payload = await request.json();\n  return new Webhook(process.env.S).verify(`${JSON.stringify(payload)}`, {});\n}",
      filename: 'app/webhooks/route.js',
      lines: [4],
      says: /await request\.text\(\)/,
    },
    {
      name: 'the parsed body itself',
      code: "import { Webhook } from 'standardwebhooks';\nconst webhook = new Webhook(process.env.S);\nexport async function POST(request) { webhook.verify(await request.json(), {}); }",
      lines: [3],
      says: /^verify\(\) is given a parsed body/,
    },
    {
      name: 'an HMAC that is compared',
      code: `${hmac}export function isGenuine(req) {\n  const mine = createHmac('sha256', process.env.S).update(JSON.stringify(req.body)).digest();\n  const theirs = Buffer.from(String(req.headers['x-hub-signature-256']), 'hex');\n  return mine.length === theirs.length && timingSafeEqual(mine, theirs);\n}`,
      lines: [3],
    },
    {
      name: 'an HMAC over parts, one of which was written again',
      code: `${hmac}export function isGenuine(req) {\n  const hmac = createHmac('sha256', process.env.S);\n  hmac.update(\`v0:\${req.headers['x-slack-request-timestamp']}:\${JSON.stringify(req.body)}\`);\n  return hmac.digest('hex') === req.headers['x-slack-signature'];\n}`,
      lines: [4],
    },
    {
      name: 'Buffer.from and + around it',
      code: "import nacl from 'tweetnacl';\nexport function isGenuine(req) {\n  return nacl.sign.detached.verify(Buffer.from(req.headers['x-signature-timestamp'] + JSON.stringify(req.body)), Buffer.from('a'), Buffer.from('b'));\n}",
      lines: [3],
    },
    {
      name: 'a form, written again',
      code: `import qs from 'qs';\n${hmac}export function isGenuine(req) {\n  const body = qs.stringify(req.body, { format: 'RFC1738' });\n  return createHmac('sha256', 's').update(body).digest('hex') === req.get('x-slack-signature');\n}`,
      lines: [4],
    },
    {
      name: 'a function whose name says that it verifies',
      code: "import { verifyWebhookSignature } from './verify.js';\nexport const handle = (req) => verifyWebhookSignature({ payload: JSON.stringify(req.body), signature: req.headers['x'] });",
      lines: [2],
    },
    {
      name: 'our own webhook',
      code: "import { createWebhook } from '@hooklatch/core';\nimport { clerk } from '@hooklatch/providers/clerk';\nconst webhook = createWebhook(clerk());\nexport const handle = (req) => webhook.verify({ method: 'POST', url: req.url, headers: req.headers, body: Buffer.from(JSON.stringify(req.body)) });",
      lines: [4],
    },
    {
      name: 'either text or written again, and never raw',
      code: `${stripe}export function handle(req) { return stripe.webhooks.constructEvent(typeof req.body === 'string' ? req.body : JSON.stringify(req.body), 'sig', 's'); }`,
      lines: [3],
    },
    {
      name: "the parameter of Nest's @Body()",
      code: "import { Body, Controller, Headers, Post } from '@nestjs/common';\nimport Stripe from 'stripe';\n@Controller()\nexport class Hooks {\n  constructor(private readonly stripe: Stripe) {}\n  @Post()\n  handle(@Body() body: unknown, @Headers('stripe-signature') signature: string) {\n    return this.stripe.webhooks.constructEvent(JSON.stringify(body), signature, 's');\n  }\n}",
      isTypeScript: true,
      lines: [8],
      says: /rawBody: true/,
    },
    {
      name: 'behind types',
      code: `${stripe}export function handle(req: { body: unknown }) { return stripe.webhooks.constructEvent(JSON.stringify(req.body as object)!, 'sig', 's'); }`,
      isTypeScript: true,
      lines: [3],
    },
    {
      name: "Koa's parsed body",
      code: "import Router from '@koa/router';\nimport { Webhook } from 'svix';\nconst router = new Router();\nrouter.post('/clerk', (ctx) => { new Webhook('s').verify(JSON.stringify(ctx.request.body), ctx.headers); });",
      lines: [4],
      says: /toKoa of @hooklatch\/koa/,
    },
    {
      name: 'what co-body has read',
      code: "const parse = require('co-body');\nconst { Webhook } = require('svix');\nmodule.exports = async (ctx) => { const body = await parse.json(ctx); new Webhook('s').verify(JSON.stringify(body), ctx.headers); };",
      lines: [3],
    },
    {
      name: "what node:stream/consumers' json() has read",
      code: "import { createServer } from 'node:http';\nimport { json } from 'node:stream/consumers';\nimport { Webhook } from 'svix';\ncreateServer(async (req, res) => {\n  const body = await json(req);\n  new Webhook('s').verify(JSON.stringify(body), req.headers);\n  res.end();\n});",
      lines: [6],
      says: /toNode of @hooklatch\/node.*Buffer\.concat/,
    },
    {
      name: 'text of node:http, parsed and written again',
      code: "import http from 'node:http';\nimport { Webhook } from 'svix';\nexport const server = http.createServer(async (req) => {\n  let text = '';\n  for await (const chunk of req) text += chunk;\n  const payload = JSON.parse(text);\n  new Webhook('s').verify(JSON.stringify(payload), req.headers);\n});",
      lines: [7],
    },
    {
      name: "Lambda's body, parsed and written again",
      code: `${stripe}export const handler = async (event) => stripe.webhooks.constructEvent(JSON.stringify(JSON.parse(event.body)), event.headers['stripe-signature'], 's');`,
      lines: [3],
      says: /isBase64Encoded \? 'base64' : 'utf8'.*toLambda/,
    },
    {
      name: "Lambda's body, which Middy has parsed",
      code: `import middy from '@middy/core';\nimport jsonBodyParser from '@middy/http-json-body-parser';\n${stripe}const verify = async (event) => stripe.webhooks.constructEvent(JSON.stringify(event.body), 'sig', 's');\nexport const handler = middy(verify).use(jsonBodyParser());`,
      lines: [5],
    },
    {
      name: 'Web Crypto',
      code: "export async function handle(request) {\n  const payload = await request.json();\n  const data = new TextEncoder().encode(JSON.stringify(payload));\n  return crypto.subtle.verify('HMAC', key, request.headers.get('x-signature'), data);\n}\nconst key = undefined;",
      lines: [3],
    },
  ],
  valid: [
    {
      name: 'constructEvent is given req.body, which express.raw() makes bytes',
      code: `${stripe}export function handle(req) { return stripe.webhooks.constructEvent(req.body, 'sig', 's'); }`,
    },
    {
      name: 'constructEvent is given the text',
      code: `${stripe}export async function POST(request) { const body = await request.text(); return stripe.webhooks.constructEvent(body, 'sig', 's'); }`,
    },
    {
      name: 'the raw body where there is one',
      code: `${stripe}export function handle(req) { return stripe.webhooks.constructEvent(req.rawBody ?? JSON.stringify(req.body), 'sig', 's'); }`,
    },
    {
      name: 'JSON.stringify for a log and for another service',
      code: "export async function handle(req) { console.log(JSON.stringify(req.body)); await fetch('https://example.com', { method: 'POST', body: JSON.stringify(req.body) }); }",
    },
    {
      name: 'an HMAC that signs what is sent on',
      code: `${hmac}export async function forward(req) {\n  const body = JSON.stringify(req.body);\n  const signature = createHmac('sha256', process.env.S).update(body).digest('hex');\n  await fetch('https://example.com', { method: 'POST', body, headers: { 'x-signature': signature } });\n}`,
    },
    {
      name: 'an HMAC that signs by setting a header',
      code: `${hmac}export function sign(request, headers) {\n  headers.set('x-signature', createHmac('sha256', 's').update(JSON.stringify(request.body)).digest('hex'));\n}`,
    },
    {
      name: 'an HMAC that signs by writing into headers',
      code: `${hmac}export function sign(request, headers) {\n  headers['x-signature'] = createHmac('sha256', 's').update(JSON.stringify(request.body)).digest('hex');\n}`,
    },
    {
      name: 'a variable that is given something else before',
      code: `${stripe}export async function handle(req) {\n  let body = JSON.stringify(req.body);\n  body = await readBytes(req);\n  return stripe.webhooks.constructEvent(body, 'sig', 's');\n}`,
    },
    {
      name: 'a provider that signs sorted keys',
      code: `${hmac}export function isGenuine(req) {\n  const text = JSON.stringify(req.body, Object.keys(req.body).sort());\n  const mine = createHmac('sha512', 's').update(text).digest();\n  return timingSafeEqual(mine, Buffer.from(req.headers['x-nowpayments-sig'], 'hex'));\n}`,
    },
    {
      name: "WorkOS's constructEvent, which takes the parsed body",
      code: "export const handle = (workos, req) => workos.webhooks.constructEvent({ payload: req.body, sigHeader: 's', secret: 's' });",
    },
    {
      name: "Lambda's body, decoded",
      code: `${stripe}export const handler = async (event) => stripe.webhooks.constructEvent(Buffer.from(event.body, event.isBase64Encoded ? 'base64' : 'utf8'), event.headers['stripe-signature'], 's');`,
    },
    {
      name: 'an event that is none of Lambda',
      code: `${stripe}export const verify = (event) => stripe.webhooks.constructEvent(JSON.stringify(event.body), 'sig', 's');`,
    },
    {
      name: 'the bytes of node:http',
      code: "import http from 'node:http';\nimport { buffer } from 'node:stream/consumers';\nimport { Webhook } from 'svix';\nexport const server = http.createServer(async (req) => { new Webhook('s').verify(await buffer(req), req.headers); });",
    },
    {
      name: 'a schema that is given the parsed body',
      code: "import { validateWebhookPayload } from './schema.js';\nexport async function POST(request) { return validateWebhookPayload(await request.json()); }",
    },
    {
      name: 'jwt.verify, argon2.verify and schema.validate',
      code: 'export const handle = async (req, jwt, argon2, schema) => [jwt.verify(req.body.token, "k"), await argon2.verify(req.body.hash, req.body.password), schema.validate(JSON.stringify(req.body))];',
    },
  ],
};
