import type { Cases } from './case.ts';

const filename = 'src/pages/api/webhooks/clerk.js';
const page =
  "import { toNext } from '@hooklatch/next';\nimport { webhook } from '../../../webhook.js';\nexport default toNext(webhook);\n";
const off = 'export const config = { api: { bodyParser: false } };\n';

export const nextBodyParser: Cases = {
  invalid: [
    {
      name: 'no config',
      code: page,
      filename,
      lines: [3],
      says: /Add export const config = \{ api: \{ bodyParser: false \} \}; to this page/,
    },
    {
      name: 'config leaves the parser on',
      code: `${page}export const config = { api: { bodyParser: { sizeLimit: '2mb' } } };`,
      filename,
      lines: [4],
    },
    {
      name: 'config says something else',
      code: `${page}export const config = { maxDuration: 10 };`,
      filename,
      lines: [4],
    },
    {
      name: 'config from another file',
      code: `${page}export { config } from '../config.js';`,
      filename,
      lines: [4],
      says: /refused by the build/,
    },
    {
      name: 'micro reads the stream',
      code: "import { buffer } from 'micro';\nimport Stripe from 'stripe';\nexport default async function handler(req, res) {\n  const bytes = await buffer(req);\n  res.json(new Stripe('k').webhooks.constructEvent(bytes, 's', 's'));\n}",
      filename,
      lines: [4],
    },
    {
      name: 'the stream is read by hand',
      code: "import { stripe } from './stripe.js';\nexport default async function handler(req, res) {\n  const parts = [];\n  for await (const part of req) parts.push(part);\n  res.json(stripe.webhooks.constructEvent(Buffer.concat(parts), 's', 's'));\n}",
      filename,
      lines: [5],
    },
    {
      name: 'constructEvent is given req.body, which is parsed',
      code: "import Stripe from 'stripe';\nexport default function handler(req, res) {\n  res.json(new Stripe('k').webhooks.constructEvent(req.body, 's', 's'));\n}",
      filename,
      lines: [3],
    },
    {
      name: 'config in the App Router',
      code: `export { POST } from '../../webhook.js';\n${off}`,
      filename: 'app/webhooks/clerk/route.js',
      lines: [2],
      says: /no effect here/,
    },
    {
      name: 'with types',
      code: "import { toNextPages } from '@hooklatch/next';\nimport { webhook } from './webhook';\nexport const config: PageConfig = { api: { externalResolver: true } };\nexport default toNextPages(webhook, (event, _req, res) => res.json(event.type) as void);",
      filename: 'pages/api/stripe.ts',
      isTypeScript: true,
      lines: [3],
    },
  ],
  valid: [
    { name: 'the parser is off', code: page + off, filename },
    { name: 'on the edge', code: `${page}export const config = { runtime: 'edge' };`, filename },
    {
      name: 'a config that cannot be read',
      code: `import { off } from './off.js';\n${page}export const config = off;`,
      filename,
    },
    {
      name: 'a page that verifies nothing',
      code: 'export default function handler(req, res) { res.json(req.body); }',
      filename,
    },
    {
      name: 'an HMAC of something else',
      code: "import { createHmac } from 'node:crypto';\nexport default (req, res) => res.json(createHmac('sha256', 's').update(req.query.user).digest('hex') === req.query.signature);",
      filename,
    },
    { name: 'elsewhere', code: page, filename: 'src/server/clerk.js' },
    {
      name: 'the App Router without it',
      code: "import { toNext } from '@hooklatch/next';\nexport const POST = toNext(globalThis.webhook);\nexport const config = { runtime: 'nodejs' };",
      filename: 'app/webhooks/clerk/route.js',
    },
    {
      name: 'with types',
      code: `import type { PageConfig } from 'next';\n${page}export const config: PageConfig = { api: { bodyParser: false } } satisfies PageConfig;`,
      filename: 'pages/api/clerk.ts',
      isTypeScript: true,
    },
  ],
};
