import type { Cases } from './case.ts';

const stripe = "import Stripe from 'stripe';\nconst stripe = new Stripe(process.env.KEY);\n";
const verify = (given: string) =>
  `stripe.webhooks.constructEvent(${given}, event.headers['stripe-signature'], 's')`;

export const lambdaBase64Body: Cases = {
  invalid: [
    {
      name: 'event.body',
      code: `${stripe}export const handler = async (event) => ${verify('event.body')};`,
      lines: [3],
      says: /^constructEvent\(\) is given event\.body, and nothing here looks at isBase64Encoded.*toLambda/,
    },
    {
      name: 'destructured, in CommonJS',
      code: "const { Webhook } = require('svix');\nexports.handler = async (event) => {\n  const { body, headers } = event;\n  return new Webhook('s').verify(body, headers);\n};",
      lines: [4],
    },
    {
      name: 'an HMAC, over text that was made bytes of',
      code: "import { createHmac, timingSafeEqual } from 'node:crypto';\nasync function handler(event) {\n  const mine = createHmac('sha256', 's').update(Buffer.from(event.body)).digest();\n  const theirs = Buffer.from(event.headers['x-hub-signature-256'], 'hex');\n  return mine.length === theirs.length && timingSafeEqual(mine, theirs);\n}\nexport { handler };",
      lines: [3],
    },
    {
      name: 'with types',
      code: `import type { APIGatewayProxyEventV2 } from 'aws-lambda';\n${stripe}export async function receive(event: APIGatewayProxyEventV2) { return ${verify('event.body!')}; }`,
      isTypeScript: true,
      lines: [4],
    },
  ],
  valid: [
    {
      name: 'decoded',
      code: `${stripe}export const handler = async (event) => ${verify("Buffer.from(event.body, event.isBase64Encoded ? 'base64' : 'utf8')")};`,
    },
    {
      name: 'decoded in another function of the file',
      code: `${stripe}const decode = ({ body, isBase64Encoded }) => Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');\nexport const handler = async (event) => ${verify('decode(event)')};`,
    },
    {
      name: 'always base64, where the platform makes it that',
      code: `${stripe}export const handler = async (event) => ${verify("Buffer.from(event.body, 'base64')")};`,
    },
    {
      name: 'our own function',
      code: "import { createWebhook, toLambda } from '@hooklatch/aws-lambda';\nimport { clerk } from '@hooklatch/providers/clerk';\nexport const handler = toLambda(createWebhook(clerk()), async (event) => ({ statusCode: 200, body: String(event.body.length) }));",
    },
    {
      name: 'no verifier',
      code: 'export const handler = async (event) => ({ statusCode: 200, body: event.body });',
    },
    {
      name: 'an event of something else',
      code: `${stripe}export const verify = (event) => ${verify('event.body')};`,
    },
    {
      name: 'a request of Express, in a function that is called handler',
      code: `import express from 'express';\n${stripe}export const handler = (event) => ${verify('event.body')};\nexpress();`,
    },
  ],
};
