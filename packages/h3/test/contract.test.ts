import { describeAdapter, readCases } from '@hooklatch/testing';
import { contractRoute, createContractEndpoints } from '@hooklatch/testing/contract';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { toH3 } from '../src/index.ts';
import { serve, ways } from './fixture/servers.ts';

const cases = readCases(new URL('../../providers/vectors/adversarial.jsonl', import.meta.url));

const whole = 'Nitro has read the whole body before there is an event';
const except = {
  'a declared length over the limit is refused before the body comes': whole,
  'an unsigned upload is refused before the body comes': whole,
  'a body that comes too slowly is refused as body_timeout': whole,
};

for (const name of ways) {
  const start = () => {
    const endpoints = Object.entries(createContractEndpoints());
    const routes = endpoints.map(([path, webhook]) => {
      const handler = webhook.handles ? toH3(webhook) : toH3(webhook, contractRoute);
      return [`/${path}`, handler] as const;
    });
    return serve(name, { routes: Object.fromEntries(routes) });
  };
  describeAdapter(
    { describe, test, beforeAll, afterAll },
    { name, start },
    // Adversarial requests go through each version once.
    { cases: name.endsWith(' on Node') ? cases : [], ...(name.includes('made up') && { except }) },
  );
}
