import type { Cases } from './case.ts';

export const noSecretInClient: Cases = {
  invalid: [
    {
      name: "Next's prefix",
      code: 'export const secret = process.env.NEXT_PUBLIC_CLERK_WEBHOOK_SECRET;',
      lines: [1],
      says: /NEXT_PUBLIC_.*Name it CLERK_WEBHOOK_SECRET/,
    },
    {
      name: "Vite's prefix",
      code: 'export const secret = import.meta.env.VITE_WEBHOOK_SIGNING_SECRET;',
      lines: [1],
    },
    {
      name: 'in brackets',
      code: "export const secret = process.env['REACT_APP_STRIPE_WEBHOOK_SECRET'];",
      lines: [1],
    },
    {
      name: 'destructured',
      code: 'export const { NEXT_PUBLIC_STRIPE_SECRET_KEY } = process.env;',
      lines: [1],
    },
    {
      name: "a 'use client' file that reads a secret",
      code: "'use client';\nexport const secret = process.env.STRIPE_WEBHOOK_SECRET;",
      lines: [2],
      says: /'use client' file/,
    },
    {
      name: 'with types',
      code: "export const secret = process.env['EXPO_PUBLIC_WEBHOOK_SECRET']!;",
      isTypeScript: true,
      lines: [1],
    },
  ],
  valid: [
    { name: 'on the server', code: 'export const secret = process.env.CLERK_WEBHOOK_SECRET;' },
    {
      name: 'what may be public',
      code: 'export const url = process.env.NEXT_PUBLIC_WEBHOOK_URL + process.env.NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY + process.env.NEXT_PUBLIC_WEBHOOK_PUBLIC_KEY;',
    },
    {
      name: "a 'use client' file that reads something else",
      code: "'use client';\nexport const url = process.env.NEXT_PUBLIC_APP_URL;",
    },
    {
      name: 'a property of something else',
      code: 'export const secret = (config) => config.VITE_WEBHOOK_SECRET;',
    },
  ],
};
