import { isAdapter } from '../webhooks/adapters.ts';
import { isAppRoute, isPagesRoute, isTest } from '../webhooks/framework.ts';
import { verifiersIn } from '../webhooks/verifiers.ts';
import type { SourceFile } from '../ast/source-file.ts';
import type { Project } from './project.ts';

/** A route of Next that is a webhook. */
export interface NextRoute {
  readonly source: SourceFile;
  /** With `-` where a part of it is dynamic. */
  readonly path: string;
}

/** The webhook routes of a Next application, by their files. */
export function nextRoutesOf({ sources }: Project): readonly NextRoute[] {
  return sources
    .filter(({ filename }) => (isAppRoute(filename) || isPagesRoute(filename)) && !isTest(filename))
    .filter(isWebhook)
    .map((source) => ({ source, path: pathOfRoute(source.filename) }));
}

function isWebhook(source: SourceFile): boolean {
  if (verifiersIn(source).length > 0) return true;
  return source.nodes.some((node) => node.type === 'CallExpression' && isAdapter(source, node));
}

function pathOfRoute(filename: string): string {
  const inside = filename
    .replace(/^(?:.*?\/)?(?:app|pages)\/(?=.)/, '')
    .replace(/\.[cm]?[jt]sx?$/, '')
    .replace(/(^|\/)(route|index)$/, '');
  const steps = inside.split('/').filter((step) => step !== '' && !/^(\(.*\)|@.*)$/.test(step));
  return `/${steps.map((step) => (step.startsWith('[') ? '-' : step)).join('/')}`;
}
