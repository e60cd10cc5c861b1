import { expect, test } from 'vitest';
import { matchesPath } from '../src/lib/project/next-matcher.ts';

// What Next's documentation says of each form.
test.each<[matcher: string, path: string, matches: boolean | undefined]>([
  ['/about', '/about', true],
  ['/about', '/about/', true],
  ['/about', '/about/us', false],
  ['/about/:path', '/about/a', true],
  ['/about/:path', '/about/a/c', false],
  ['/about/:path*', '/about', true],
  ['/about/:path*', '/about/a/b/c', true],
  ['/about/:path+', '/about', false],
  ['/about/:path+', '/about/a/b', true],
  ['/about/:path?', '/about', true],
  ['/about/:path?', '/about/a', true],
  ['/about/:path?', '/about/a/b', false],
  ['/:locale(de|en)/about', '/de/about', true],
  ['/:locale(de|en)/about', '/fr/about', false],
  ['/(api|trpc)(.*)', '/api/webhooks/clerk', true],
  ['/(api|trpc)(.*)', '/apis', true],
  ['/(api|trpc)(.*)', '/webhooks', false],
  ['/((?!api|_next/static|favicon.ico).*)', '/api/webhooks', false],
  ['/((?!api|_next/static|favicon.ico).*)', '/webhooks/clerk', true],
  ['/((?!_next|[^?]*\\.(?:html?|css)).*)', '/api/clerk', true],
  ['/((?!_next|[^?]*\\.(?:html?|css)).*)', '/a.css', false],
  ['/a.b', '/axb', false],
  ['/(unclosed', '/unclosed', undefined],
  ['/([z-a])', '/b', undefined],
])('%s and %s: %s', (matcher, path, matches) => {
  expect(matchesPath(matcher, path)).toBe(matches);
});
