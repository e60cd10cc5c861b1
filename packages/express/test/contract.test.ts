import { describeAdapter, readCases } from '@hooklatch/testing';
import { contractRoute, createContractEndpoints } from '@hooklatch/testing/contract';
import express, { type ErrorRequestHandler } from 'express';
import express4 from 'express4';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { toExpress } from '../src/index.ts';
import { listen } from './fixture/listen.ts';

const cases = readCases(new URL('../../providers/vectors/adversarial.jsonl', import.meta.url));

/** The application's own; without it Express prints every error. */
const onError: ErrorRequestHandler = (_error, _request, response, _next) => void response.status(500).end();

for (const [name, create] of Object.entries({
  'express 5': express,
  'express 4': express4 as unknown as typeof express,
})) {
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
    return listen(app.use(onError));
  };
  describeAdapter({ describe, test, beforeAll, afterAll }, { name, start }, { cases });
}
