import type { Cases } from './case.ts';

const crypto = "import crypto from 'node:crypto';\n";

export const noSignatureEquality: Cases = {
  invalid: [
    {
      name: 'a digest !== a header',
      code: `${crypto}export function isGenuine(req) {\n  const mine = crypto.createHmac('sha256', process.env.S).update(req.rawBody).digest('hex');\n  if (mine !== req.headers['x-signature']) throw new Error('no');\n}`,
      lines: [4],
      says: /^A signature is compared with !==.*timingSafeEqual/,
    },
    {
      name: 'the digest itself, after a prefix',
      code: `import { createHmac } from 'crypto';\nexport const isGenuine = (body, given) => given === 'sha256=' + createHmac('sha256', 's').update(body).digest('hex');`,
      lines: [2],
    },
    {
      name: 'a template around a digest that has a name',
      code: `${crypto}export function isGenuine(body, given) {\n  const hmac = crypto.createHmac('sha1', 's');\n  hmac.update(body);\n  const digest = hmac.digest('hex');\n  return \`sha1=\${digest}\` == given;\n}`,
      lines: [6],
    },
    {
      name: 'what a function of the file returns',
      code: `${crypto}function sign(body) { return crypto.createHmac('sha256', 's').update(body).digest('base64'); }\nexport const isGenuine = (body, given) => sign(body) === given;`,
      lines: [3],
    },
    {
      name: 'CryptoJS, required',
      code: "const CryptoJS = require('crypto-js');\nmodule.exports = (body, given) => CryptoJS.HmacSHA256(body, 's').toString() === given;",
      lines: [2],
    },
    {
      name: 'a secret token and the environment',
      code: "export const isGenuine = (req) => req.headers['x-gitlab-token'] === process.env.GITLAB_WEBHOOK_TOKEN;",
      lines: [1],
      says: /^A secret token/,
    },
    {
      name: 'a secret token of Headers, with names',
      code: "export function isGenuine(request) {\n  const token = request.headers.get('x-telegram-bot-api-secret-token');\n  const secret = process.env.TELEGRAM_SECRET;\n  return token !== secret;\n}",
      lines: [4],
    },
    {
      name: 'with types',
      code: `${crypto}export function isGenuine(body: Buffer, given: string): boolean {\n  const mine: string = crypto.createHmac('sha256', process.env['S']!).update(body).digest('hex') as string;\n  return mine === given;\n}`,
      isTypeScript: true,
      lines: [4],
    },
  ],
  valid: [
    {
      name: 'timingSafeEqual',
      code: `${crypto}export function isGenuine(body, given) {\n  const mine = crypto.createHmac('sha256', 's').update(body).digest();\n  return mine.length === given.length && crypto.timingSafeEqual(mine, given);\n}`,
    },
    {
      name: 'a hash, as of a file, is no signature',
      code: `${crypto}export const isSame = (body, etag) => crypto.createHash('sha256').update(body).digest('hex') === etag;`,
    },
    {
      name: 'whether there is a signature at all',
      code: "export const has = (req) => req.headers['x-signature'] === undefined || req.headers['x-signature'] !== null;",
    },
    {
      name: "a scheduler's authorization, as its documentation has it",
      code: 'export const isCron = (request) => request.headers.get("authorization") === `Bearer ${process.env.CRON_SECRET}`;',
    },
    {
      name: 'names alone say nothing',
      code: 'export const isOverload = (method) => method.signature === method.expectedSignature;',
    },
    {
      name: "a form's token in the session",
      code: "export const isForm = (req) => req.headers['x-csrf-token'] === req.session.token;",
    },
    {
      name: 'two digests of our own',
      code: `${crypto}const sign = (body) => crypto.createHmac('sha256', 's').update(body).digest('hex');\nexport const isSame = (a, b) => sign(a) === sign(b);`,
    },
    {
      name: 'the length of a digest',
      code: `${crypto}export const isLong = (body) => crypto.createHmac('sha256', 's').update(body).digest('hex').length === 64;`,
    },
  ],
};
