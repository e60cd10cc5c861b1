import type { Cases } from './case.ts';

const crypto = "import { createHash, createHmac, timingSafeEqual } from 'node:crypto';\n";

export const timingSafeEqualLength: Cases = {
  invalid: [
    {
      name: 'a header of any length',
      code: `${crypto}export function isGenuine(body, req) {\n  const mine = Buffer.from(createHmac('sha256', 's').update(body).digest('hex'));\n  return timingSafeEqual(mine, Buffer.from(req.headers['x-signature']));\n}`,
      lines: [4],
      says: /error 500.*a\.length === b\.length/,
    },
    {
      name: 'a digest and what was decoded',
      code: `${crypto}export function isGenuine(body, given: string): boolean {\n  return timingSafeEqual(createHmac('sha256', 's').update(body).digest(), Buffer.from(given, 'hex'));\n}`,
      isTypeScript: true,
      lines: [3],
    },
  ],
  valid: [
    {
      name: 'lengths are compared',
      code: `${crypto}export function isGenuine(body, given) {\n  const mine = createHmac('sha256', 's').update(body).digest();\n  const theirs = Buffer.from(given, 'hex');\n  return mine.length === theirs.length && timingSafeEqual(mine, theirs);\n}`,
    },
    {
      name: 'what it throws is caught',
      code: `${crypto}export function isGenuine(body, given) {\n  try { return timingSafeEqual(Buffer.from(body), Buffer.from(given)); } catch { return false; }\n}`,
    },
    {
      name: 'both are digests',
      code: `${crypto}export const isSame = (a, b) => timingSafeEqual(createHash('sha256').update(a).digest(), createHash('sha256').update(b).digest());`,
    },
    {
      name: 'parameters, that the caller may have measured',
      code: `${crypto}export const isSame = (a, b) => timingSafeEqual(a, b);`,
    },
  ],
};
