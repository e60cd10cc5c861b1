import type { Cases } from './case.ts';

const start =
  "import Fastify from 'fastify';\nimport Stripe from 'stripe';\nconst stripe = new Stripe(process.env.KEY);\nconst app = Fastify();\n";
const route = (given: string) =>
  `app.post('/stripe', async (request) => stripe.webhooks.constructEvent(${given}, request.headers['stripe-signature'], 's'));\n`;

export const fastifyRawBody: Cases = {
  invalid: [
    {
      name: 'request.body, which is parsed',
      code: start + route('request.body'),
      lines: [5],
      says: /toFastify of @hooklatch\/fastify/,
    },
    { name: 'request.rawBody, which nobody keeps', code: start + route('request.rawBody'), lines: [5] },
    { name: 'with types', code: start + route('request.body as Buffer'), isTypeScript: true, lines: [5] },
  ],
  valid: [
    {
      name: 'a parser that keeps bytes',
      code: `${start}app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_, body, done) => done(null, body));\n${route('request.body')}`,
    },
    {
      name: 'fastify-raw-body',
      code: `import rawBody from 'fastify-raw-body';\n${start}await app.register(rawBody);\n${route('request.rawBody')}`,
    },
    {
      name: 'an application that is made elsewhere',
      code: `import Stripe from 'stripe';\nexport async function routes(app) { const stripe = new Stripe('k');\n${route('request.rawBody')} }\nexport * from '@fastify/env';`,
    },
    {
      name: 'toFastify',
      code: "import { toFastify } from '@hooklatch/fastify';\nimport Fastify from 'fastify';\nFastify().register(toFastify(globalThis.webhook), { url: '/webhooks/clerk' });",
    },
  ],
};
