import { Router } from '@koa/router';
import { describeAdapter, readCases } from '@hooklatch/testing';
import { contractRoute, createContractEndpoints } from '@hooklatch/testing/contract';
import type { Middleware } from 'koa';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { toKoa } from '../src/index.ts';
import { listen, versions } from './fixture/app.ts';

const cases = readCases(new URL('../../providers/vectors/adversarial.jsonl', import.meta.url));
const methods = ['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE'];

for (const [name, Framework] of Object.entries(versions)) {
  const start = () => {
    const router = new Router({ methods });
    for (const [path, webhook] of Object.entries(createContractEndpoints())) {
      if (webhook.handles) router.all(`/${path}`, toKoa(webhook));
      else {
        router.all(`/${path}`, toKoa(webhook), async (ctx) => {
          ctx.body = await contractRoute(ctx.state.webhookEvent);
        });
      }
    }
    return listen(Framework, router.routes() as Middleware);
  };
  describeAdapter({ describe, test, beforeAll, afterAll }, { name, start }, { cases });
}
