import type { Project } from './project.ts';
import type { Framework } from './scaffold.ts';

/** The frameworks that files are made for, in the order in which they are recognised. */
export const frameworks: Readonly<Record<FrameworkName, Framework>> = {
  nestjs: {
    title: 'NestJS',
    detectedBy: ['@nestjs/core'],
    needsTypeScript: true,
    isPlainNode: false,
    load: () => import('./templates/nestjs.ts'),
  },
  next: {
    title: 'Next.js',
    detectedBy: ['next'],
    isPlainNode: false,
    load: () => import('./templates/next.ts'),
  },
  hono: {
    title: 'Hono',
    detectedBy: ['hono'],
    isPlainNode: true,
    load: () => import('./templates/hono.ts'),
  },
  fastify: {
    title: 'Fastify',
    detectedBy: ['fastify'],
    isPlainNode: true,
    load: () => import('./templates/fastify.ts'),
  },
  koa: {
    title: 'Koa',
    detectedBy: ['koa'],
    isPlainNode: true,
    load: () => import('./templates/koa.ts'),
  },
  express: {
    title: 'Express',
    detectedBy: ['express'],
    isPlainNode: true,
    load: () => import('./templates/express.ts'),
  },
  workers: {
    title: 'Cloudflare Workers',
    detectedBy: ['wrangler', '@cloudflare/workers-types'],
    isPlainNode: false,
    load: () => import('./templates/workers.ts'),
  },
  'aws-lambda': {
    title: 'AWS Lambda',
    detectedBy: ['@hooklatch/aws-lambda', '@types/aws-lambda', '@middy/core'],
    isPlainNode: true,
    load: () => import('./templates/aws-lambda.ts'),
  },
  node: {
    title: 'node:http',
    detectedBy: ['@hooklatch/node', 'connect'],
    isPlainNode: true,
    load: () => import('./templates/node.ts'),
  },
};

/** A framework's name, as `--framework` takes it. */
export type FrameworkName =
  | 'express'
  | 'next'
  | 'fastify'
  | 'hono'
  | 'nestjs'
  | 'workers'
  | 'koa'
  | 'node'
  | 'aws-lambda';

/** The names, in the order of the documentation. */
export const frameworkNames: readonly FrameworkName[] = [
  'express',
  'next',
  'fastify',
  'hono',
  'nestjs',
  'workers',
  'koa',
  'node',
  'aws-lambda',
];

/** Whether there is a framework of this name. */
export function isFrameworkName(name: string): name is FrameworkName {
  return Object.hasOwn(frameworks, name);
}

/**
 * Finds the framework that a project uses.
 *
 * @param project - what was read of it
 * @returns its name, or undefined where none is recognised
 */
export function detectFramework({ dependencies }: Project): FrameworkName | undefined {
  const names = Object.keys(frameworks) as FrameworkName[];
  return names.find((name) => frameworks[name].detectedBy.some((one) => dependencies.has(one)));
}
