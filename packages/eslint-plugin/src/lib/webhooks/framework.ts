import { nameOf, child, stringOf } from '../ast/node.ts';
import type { SourceFile } from '../ast/source-file.ts';

export type Framework =
  | 'express'
  | 'fastify'
  | 'nest'
  | 'hono'
  | 'koa'
  | 'node'
  | 'lambda'
  | 'next-app'
  | 'next-pages'
  | 'other';

/** The modules that a file imports or requires. */
export function modulesOf({ nodes }: SourceFile): readonly string[] {
  return nodes.flatMap((node) => {
    if (/^(ImportDeclaration|Export(Named|All)Declaration)$/.test(node.type))
      return stringOf(child(node, 'source')) ?? [];
    const isRequire = node.type === 'CallExpression' && nameOf(child(node, 'callee')) === 'require';
    const [first] = isRequire ? (node['arguments'] as (typeof node)[]) : [];
    return stringOf(first) ?? [];
  });
}

const byImport: readonly (readonly [Framework, RegExp])[] = [
  ['nest', /^(@nestjs\/|@hooklatch\/nestjs$)/],
  ['fastify', /^(fastify$|@fastify\/|@hooklatch\/fastify$)/],
  ['hono', /^(hono($|\/)|@hooklatch\/hono$)/],
  ['express', /^(express$|@types\/express|@hooklatch\/express$)/],
  ['koa', /^(koa$|koa-|@koa\/|@types\/koa|@hooklatch\/koa$)/],
  ['lambda', /^(aws-lambda$|@types\/aws-lambda|@middy\/|@aws-lambda-powertools\/|@hooklatch\/aws-lambda$)/],
  ['node', /^((node:)?https?$|connect$|@hooklatch\/node$)/],
  ['express', /^body-parser$/],
];
/** What Lambda calls, where no import tells. */
const lambdaHandler =
  /\bexports\.handler\s*=|\bexport\s+(const|let|var|(async\s+)?function)\s+handler\b|\bexport\s*\{[^}]*\bhandler\b/;

/** The framework that a file is written for. */
export function frameworkOf(source: SourceFile): Framework {
  if (isAppRoute(source.filename)) return 'next-app';
  if (isPagesRoute(source.filename)) return 'next-pages';
  const modules = modulesOf(source);
  const known = byImport.find(([, pattern]) => modules.some((module) => pattern.test(module)))?.[0];
  return known ?? (lambdaHandler.test(source.text) ? 'lambda' : 'other');
}

/** Whether a file is a route of Next's App Router: `app/**\/route.ts`. */
export const isAppRoute = (filename: string): boolean =>
  /(^|\/)app\/(.+\/)?route\.[cm]?[jt]sx?$/.test(filename);

/** Whether a file is an API page of Next's Pages Router: `pages/api/**`. */
export const isPagesRoute = (filename: string): boolean =>
  /(^|\/)pages\/api\/.+\.[cm]?[jt]sx?$/.test(filename) && !filename.endsWith('.d.ts');

/** Whether a file is a test, or belongs to one: made-up secrets stand there. */
export const isTest = (filename: string): boolean =>
  /(^|\/)(__tests__|__mocks__|__fixtures__|tests?|e2e|spec|fixtures|cypress|playwright)\//.test(filename) ||
  /[.-](test|spec|test-d|e2e|cy|stories|mock|fixture)\.[cm]?[jt]sx?$/.test(filename);

/** How a framework keeps a body's exact bytes. */
export const rawBody: Readonly<Record<Framework, string>> = {
  express:
    'Keep the bytes with app.use(express.json({ verify: keepRawBody })) of @hooklatch/express, and verify req.rawBody.',
  fastify:
    'Mount it with toFastify of @hooklatch/fastify, or register fastify-raw-body, and verify request.rawBody.',
  nest: 'Make the application with NestFactory.create(AppModule, { rawBody: true }), and verify request.rawBody.',
  hono: 'Verify what await c.req.arrayBuffer() gives, and call JSON.parse after that.',
  koa: 'Mount it with toKoa of @hooklatch/koa, or verify the bytes of ctx.req, read before any parser.',
  node: 'Mount it with toNode of @hooklatch/node, or verify the chunks of the request, joined by Buffer.concat.',
  lambda:
    "Verify Buffer.from(event.body, event.isBase64Encoded ? 'base64' : 'utf8'), or export toLambda(webhook) of @hooklatch/aws-lambda.",
  'next-app': 'Verify what await request.text() gives, and call JSON.parse after that.',
  'next-pages':
    'Add export const config = { api: { bodyParser: false } } to this page, and verify the bytes that the request streams.',
  other: 'Verify the bytes as they arrived, read before any parser, and call JSON.parse after that.',
};
