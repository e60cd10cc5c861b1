import { describe, expect, test } from 'vitest';
import { checkFiles } from './lib/check-files.ts';

const route = "import { toNext } from '@hooklatch/next';\nexport const POST = toNext(globalThis.webhook);\n";
const files = (middleware: string, more: Readonly<Record<string, string>> = {}) => ({
  'src/app/api/webhooks/clerk/route.ts': route,
  'src/middleware.ts': middleware,
  ...more,
});
const swallowed = (line: number): readonly string[] => [`src/middleware.ts:${line} no-swallowed-route`];

const clerk = (inside: string): string =>
  `import { clerkMiddleware, createRouteMatcher } from '@clerk/nextjs/server';\nconst isPublic = createRouteMatcher(['/sign-in(.*)', '/api/webhooks(.*)']);\nconst isProtected = createRouteMatcher(['/dashboard(.*)']);\nconst isAll = createRouteMatcher(['/((?!sign-in).*)']);\nexport default clerkMiddleware(async (auth, request) => {\n  ${inside}\n});\n`;
const usual =
  "export const config = { matcher: ['/((?!_next|[^?]*\\\\.(?:html?|css|js)).*)', '/(api|trpc)(.*)'] };\n";

const rows: readonly (readonly [name: string, middleware: string, found: readonly string[]])[] = [
  ['Clerk protects everything', clerk('await auth.protect();') + usual, swallowed(6)],
  ['Clerk protects everything, without a matcher', clerk('await auth.protect();'), swallowed(6)],
  ['Clerk protects what is not public', clerk('if (!isPublic(request)) await auth.protect();') + usual, []],
  ['Clerk protects what is listed', clerk('if (isProtected(request)) await auth.protect();') + usual, []],
  [
    'Clerk protects a list that holds the webhook',
    clerk('if (isAll(request)) await auth.protect();') + usual,
    swallowed(6),
  ],
  [
    'Clerk, after a return for what is public',
    clerk('if (isPublic(request)) return;\n  await auth.protect();') + usual,
    [],
  ],
  [
    'Clerk, after a return for something else',
    clerk('if (isProtected(request)) return;\n  await auth.protect();') + usual,
    swallowed(7),
  ],
  [
    'Clerk, after a condition that cannot be told',
    clerk('if (request.headers.get("x")) return;\n  await auth.protect();') + usual,
    [],
  ],
  [
    'Clerk, by the path',
    clerk("if (!request.nextUrl.pathname.startsWith('/api/webhooks')) await auth.protect();") + usual,
    [],
  ],
  [
    'Clerk, by another path',
    clerk("if (!request.nextUrl.pathname.startsWith('/api/health')) await auth.protect();") + usual,
    swallowed(6),
  ],
  [
    'Clerk, two lists at once',
    clerk('if (!isPublic(request) && !isProtected(request)) { await auth.protect(); }') + usual,
    [],
  ],
  [
    'Clerk, whose matcher leaves the webhook out',
    `${clerk('await auth.protect();')}export const config = { matcher: ['/((?!api/webhooks|_next).*)'] };`,
    [],
  ],
  [
    'Clerk, whose matcher has a path alone',
    `${clerk('await auth.protect();')}export const config = { matcher: '/dashboard/:path*' };`,
    [],
  ],
  [
    'Clerk, whose matcher has the path',
    `${clerk('await auth.protect();')}export const config = { matcher: [{ source: '/api/:path*' }] };`,
    swallowed(6),
  ],
  [
    'clerkMiddleware() alone refuses nobody',
    `import { clerkMiddleware } from '@clerk/nextjs/server';\nexport default clerkMiddleware();\n${usual}`,
    [],
  ],
  [
    "Clerk's old authMiddleware",
    `import { authMiddleware } from '@clerk/nextjs';\nexport default authMiddleware({ publicRoutes: ['/'] });\n${usual}`,
    swallowed(2),
  ],
  [
    "Clerk's old authMiddleware, with the route",
    `import { authMiddleware } from '@clerk/nextjs';\nexport default authMiddleware({ publicRoutes: ['/', '/api/webhooks/(.*)'] });\n${usual}`,
    [],
  ],
  ['next-auth', "export { default } from 'next-auth/middleware';\n", swallowed(1)],
  [
    'next-auth, for some paths',
    "export { default } from 'next-auth/middleware';\nexport const config = { matcher: ['/admin/:path*'] };",
    [],
  ],
  [
    'withAuth',
    "import { withAuth } from 'next-auth/middleware';\nexport default withAuth({ pages: { signIn: '/login' } });",
    swallowed(2),
  ],
  [
    'withAuth that decides by itself',
    "import { withAuth } from 'next-auth/middleware';\nexport default withAuth({ callbacks: { authorized: () => true } });",
    [],
  ],
  [
    'a redirect to the login where there is no cookie',
    "import { NextResponse } from 'next/server';\nexport function middleware(request) {\n  const session = request.cookies.get('session');\n  if (!session) return NextResponse.redirect(new URL('/login', request.url));\n}",
    swallowed(4),
  ],
  [
    'a redirect to the login of some pages',
    "import { NextResponse } from 'next/server';\nexport function middleware(request) {\n  if (request.nextUrl.pathname.startsWith('/admin') && !request.cookies.get('session')) return NextResponse.redirect(new URL('/login', request.url));\n}",
    [],
  ],
  [
    'next-intl, everywhere',
    "import createMiddleware from 'next-intl/middleware';\nexport default createMiddleware({ locales: ['en'], defaultLocale: 'en' });",
    swallowed(2),
  ],
  [
    'next-intl, as its documentation has it',
    "import createMiddleware from 'next-intl/middleware';\nexport default createMiddleware({ locales: ['en'], defaultLocale: 'en' });\nexport const config = { matcher: '/((?!api|trpc|_next|_vercel|.*\\\\..*).*)' };",
    [],
  ],
  [
    'a matcher that cannot be read',
    `${clerk('await auth.protect();')}export const config = { matcher: globalThis.paths };`,
    [],
  ],
];

describe('a middleware', () => {
  test.each(rows)('%s', (_, middleware, found) => {
    expect(checkFiles(files(middleware))).toEqual(found);
  });

  test('is named proxy.ts too, and stands beside app', () => {
    const own = { 'app/webhooks/route.ts': route, 'proxy.ts': clerk('await auth.protect();') };
    expect(checkFiles(own)).toEqual(['proxy.ts:6 no-swallowed-route']);
  });
  test('of an application without webhooks is nobody else’s concern', () => {
    expect(
      checkFiles({
        'middleware.ts': clerk('await auth.protect();'),
        'app/api/users/route.ts': 'export const GET = () => new Response();',
      }),
    ).toEqual([]);
  });
});

describe('next.config', () => {
  const config = (inside: string): string =>
    `/** @type {import('next').NextConfig} */\nexport default {\n  ${inside}\n};\n`;
  test.each([
    [
      'trailingSlash redirects',
      'next.config.mjs',
      'trailingSlash: true,',
      ['next.config.mjs:3 next-trailing-slash'],
    ],
    [
      'trailingSlash, whose redirects are off',
      'next.config.mjs',
      'trailingSlash: true, skipTrailingSlashRedirect: true,',
      [],
    ],
    ['no trailingSlash', 'next.config.mjs', 'trailingSlash: false,', []],
    ['in TypeScript', 'next.config.ts', 'trailingSlash: true,', ['next.config.ts:3 next-trailing-slash']],
  ])('%s', (_, name, inside, found) => {
    expect(checkFiles({ 'app/(hooks)/clerk/route.ts': route, [name]: config(inside) })).toEqual(found);
    expect(checkFiles({ [name]: config(inside) })).toEqual([]);
  });
});
