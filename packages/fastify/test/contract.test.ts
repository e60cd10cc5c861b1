import { describeAdapter, readCases } from '@hooklatch/testing';
import { contractRoute, createContractEndpoints } from '@hooklatch/testing/contract';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { toFastify, webhookEvent } from '../src/index.ts';
import { listen, versions } from './fixture/app.ts';

const cases = readCases(new URL('../../providers/vectors/adversarial.jsonl', import.meta.url));

for (const [name, create] of Object.entries(versions)) {
  const start = () => {
    const app = create();
    for (const [path, webhook] of Object.entries(createContractEndpoints())) {
      app.register(toFastify(webhook), { url: `/${path}` });
      if (!webhook.handles) app.all(`/${path}`, (request) => contractRoute(webhookEvent(request, webhook)));
    }
    return listen(app);
  };
  describeAdapter({ describe, test, beforeAll, afterAll }, { name, start }, { cases });
}
