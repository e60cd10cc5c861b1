import { build, start as startNext } from './next-server.ts';

/** Serves the conformance endpoint from a built application. */
export async function start(): Promise<{ readonly url: string; close(): Promise<void> }> {
  await build('next');
  return startNext('next');
}
