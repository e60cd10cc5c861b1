import type { Cases } from './case.ts';

const clerk = "import { verifyWebhook } from '@clerk/nextjs/webhooks';\n";
const svix = "import { Webhook } from 'svix';\nconst webhook = new Webhook(process.env.S);\n";
const own =
  "import { createWebhook } from '@hooklatch/core';\nimport { clerk } from '@hooklatch/providers/clerk';\nconst webhook = createWebhook(clerk());\n";

export const noJsonBeforeVerify: Cases = {
  invalid: [
    {
      name: 'verifyWebhook(request) after request.json()',
      code: `${clerk}export async function POST(request) {\n  const { type } = await request.json();\n  const event = await verifyWebhook(request);\n  return Response.json({ type, id: event.data.id });\n}`,
      lines: [3],
      says: /^request\.json\(\) reads the body, and verifyWebhook\(\) below.*request\.clone\(\)\.json\(\)/,
    },
    {
      name: 'request.text() after request.json(), for a verifier',
      code: `${svix}export async function POST(req) {\n  const json = await req.json();\n  console.log(json.type);\n  const body = await req.text();\n  webhook.verify(body, {});\n}`,
      lines: [4],
    },
    {
      name: 'our own webhook after request.json()',
      code: `${own}export async function POST(request) {\n  console.log(await request.json());\n  return webhook.fetch(request);\n}`,
      lines: [5],
    },
    {
      name: 'request.formData() inside try',
      code: `${own}export async function POST(request) {\n  let form;\n  try { form = await request.formData(); } catch { form = undefined; }\n  return webhook.verify(request);\n}`,
      lines: [6],
    },
    {
      name: "a function of the application's own that verifies the request",
      code: "import { verifyWebhookSignature } from './verify.js';\nexport async function POST(request) {\n  const body = await request.json();\n  if (!(await verifyWebhookSignature(request))) return new Response('', { status: 400 });\n  return Response.json(body);\n}",
      lines: [3],
    },
    {
      name: 'node:http, read as JSON before the listener',
      code: "import { toNode } from '@hooklatch/node';\nimport { createServer } from 'node:http';\nimport { json } from 'node:stream/consumers';\nconst answer = toNode(globalThis.webhook);\ncreateServer(async (request, response) => {\n  console.log(await json(request));\n  answer(request, response);\n});",
      lines: [6],
      says: /^json\(request\) reads the body, and answer\(\) below.*Call answer\(\) first/,
    },
    {
      name: "Next's handler, called by another",
      code: "import { toNext } from '@hooklatch/next';\nconst handle = toNext(globalThis.webhook);\nexport async function POST(request) {\n  console.log(await request.json());\n  return handle(request);\n}",
      lines: [4],
    },
    {
      name: 'with types',
      code: `${clerk}export async function POST(request: Request): Promise<Response> {\n  const body = (await request.json()) as { type: string };\n  await verifyWebhook(request as never);\n  return Response.json(body.type);\n}`,
      isTypeScript: true,
      lines: [3],
    },
  ],
  valid: [
    {
      name: 'verified first',
      code: `${svix}export async function POST(request) {\n  const body = await request.text();\n  webhook.verify(body, {});\n  return Response.json(JSON.parse(body));\n}`,
    },
    {
      name: 'a copy is read',
      code: `${clerk}export async function POST(request) {\n  console.log(await request.clone().json());\n  return Response.json(await verifyWebhook(request));\n}`,
    },
    {
      name: 'node:http, another path is read',
      code: "import { toNode } from '@hooklatch/node';\nimport { json } from 'node:stream/consumers';\nconst answer = toNode(globalThis.webhook);\nexport async function serve(request, response) {\n  if (request.url === '/webhooks/clerk') return answer(request, response);\n  response.end(JSON.stringify(await json(request)));\n}",
    },
    {
      name: 'node:http, what another server has answered is read',
      code: "import { toNode } from '@hooklatch/node';\nimport { json } from 'node:stream/consumers';\nconst answer = toNode(globalThis.webhook);\nexport async function serve(request, response, upstream) {\n  console.log(await json(upstream));\n  answer(request, response);\n}",
    },
    {
      name: 'another branch is read',
      code: `${clerk}export async function POST(request) {\n  if (request.headers.get('x-internal')) {\n    return Response.json(await request.json());\n  }\n  return Response.json(await verifyWebhook(request));\n}`,
    },
    {
      name: 'another branch, without a block',
      code: `${clerk}export async function POST(request) {\n  if (request.headers.get('x-internal')) return Response.json(await request.json());\n  return Response.json(await verifyWebhook(request));\n}`,
    },
    {
      name: 'another request is read',
      code: `${clerk}export async function POST(request) {\n  const response = await fetch('https://example.com');\n  const json = await response.json();\n  return Response.json([json, await verifyWebhook(request)]);\n}`,
    },
    {
      name: 'another function reads',
      code: `${clerk}export async function PUT(request) { return Response.json(await request.json()); }\nexport async function POST(request) { return Response.json(await verifyWebhook(request)); }`,
    },
    {
      name: 'Hono keeps what was read',
      code: "import { toHono } from '@hooklatch/hono';\nimport { Webhook } from 'svix';\nexport const handle = async (c) => { console.log(await c.req.json()); new Webhook('s').verify(await c.req.text(), {}); return toHono; };",
    },
    {
      name: 'no verifier',
      code: 'export async function POST(request) { return Response.json(await request.json()); }',
    },
  ],
};
