import type { HttpAdapterHost } from '@nestjs/core';
import { ownBytesOnExpress, type ExpressApplication } from './express-bytes.ts';
import { ownBytesOnFastify, type FastifyApplication } from './fastify-bytes.ts';
import type { MountedRoute } from './mounted-route.ts';

/**
 * Takes the bytes of our routes before a parser does: as soon as there is a platform, which is before Nest or the
 * application adds one.
 *
 * @returns the routes that are ours, once Nest has registered them
 */
export function ownRawBytes(host: HttpAdapterHost): () => MountedRoute[] {
  let routes: () => MountedRoute[] = () => [];
  host.init$.subscribe(() => {
    const adapter = host.httpAdapter;
    const platform = adapter?.getType?.();
    if (platform === 'express') routes = ownBytesOnExpress(adapter.getInstance<ExpressApplication>());
    else if (platform === 'fastify') routes = ownBytesOnFastify(adapter.getInstance<FastifyApplication>());
    // Without a name: no HTTP application, or a testing module that is none yet.
    else if (platform)
      throw new TypeError(`@hooklatch/nestjs knows no platform "${platform}": express or fastify.`);
  });
  return () => routes();
}
