/** What differs from one framework to another, seen by who uses it. */
export interface UserFramework {
  /** As `hooklatch init --framework` takes it. */
  readonly name: string;
  /** What it is installed with, beside our packages. */
  readonly packages: readonly string[];
  /** Whether `init` is asked, and not told. (false) */
  readonly isAsked?: boolean;
  readonly port: number;
  readonly route: string;
  /** Where its secrets stand while it is developed. */
  readonly secretsFile: string;
  /** The command that runs the test that `init` creates. */
  readonly test: string;
  /** What comes before the start. */
  readonly build?: string;
  readonly start: string;
  /** What it prints once it listens. */
  readonly ready: RegExp;
  /** Checks that its development server, and not the application, may fail. (none) */
  readonly leftOut?: string;
  /** What its log says of an event that was handled. */
  readonly handled: RegExp;
}

const node = {
  port: 3000,
  route: '/webhooks/clerk',
  secretsFile: '.env',
  test: 'node --test test/clerk-webhook.test.ts',
  start: 'node --env-file=.env src/server.ts',
  ready: /listening on http/,
  handled: /user\.created msg_\w+/,
};

const vitest = 'npx vitest run test/clerk-webhook.test.ts';

/**
 * A function of AWS Lambda is left out: there is no server to start, to send to and to certify. What `init` creates of it
 * is compiled and tested in packages/cli/test/init.
 *
 * Express comes first: it is the one that the README shows.
 */
export const frameworks: readonly UserFramework[] = [
  { ...node, name: 'express', packages: ['express'], isAsked: true },
  { ...node, name: 'fastify', packages: ['fastify'] },
  { ...node, name: 'hono', packages: ['hono', '@hono/node-server'] },
  {
    ...node,
    name: 'nestjs',
    packages: ['@nestjs/core', '@nestjs/common', '@nestjs/platform-express', 'vitest'],
    test: vitest,
    build: 'npx tsc',
    start: 'node --env-file=.env dist/main.js',
  },
  {
    ...node,
    name: 'next',
    packages: ['next', 'react', 'react-dom', 'typescript', '@types/node', '@types/react', 'vitest'],
    route: '/api/webhooks/clerk',
    test: vitest,
    start: 'npx next dev',
    ready: /Ready in/,
  },
  {
    ...node,
    name: 'workers',
    packages: ['wrangler', 'vitest'],
    port: 8787,
    secretsFile: '.dev.vars',
    test: vitest,
    start: 'npx wrangler dev --port 8787',
    ready: /Ready on http/,
    // Where a Worker answers before it has read the body, the server before it sometimes answers 500 of its own.
    leftOut: 'oversized-chunked',
  },
  { ...node, name: 'koa', packages: ['koa', '@koa/router'] },
  { ...node, name: 'node', packages: [] },
];
