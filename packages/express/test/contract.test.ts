import { describeAdapter, readCases } from '@hooklatch/testing';
import { contractRoute, createContractEndpoints } from '@hooklatch/testing/contract';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { toExpress } from '../src/index.ts';
import { listen, versions } from './fixture/app.ts';

const cases = readCases(new URL('../../providers/vectors/adversarial.jsonl', import.meta.url));

for (const [name, create] of Object.entries(versions)) {
  const start = () => {
    const app = create();
    for (const [path, webhook] of Object.entries(createContractEndpoints())) {
      if (webhook.handles) app.all(`/${path}`, toExpress(webhook));
      else {
        app.all(`/${path}`, toExpress(webhook), (_request, response, next) => {
          contractRoute(response.locals.webhookEvent).then((answer) => response.json(answer), next);
        });
      }
    }
    return listen(app);
  };
  describeAdapter({ describe, test, beforeAll, afterAll }, { name, start }, { cases });
}
