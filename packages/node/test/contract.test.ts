import { describeAdapter, readCases } from '@hooklatch/testing';
import { contractRoute, createContractEndpoints } from '@hooklatch/testing/contract';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { toNode, type NodeRoute } from '../src/index.ts';
import { servers } from './fixture/app.ts';

const cases = readCases(new URL('../../providers/vectors/adversarial.jsonl', import.meta.url));

const route: NodeRoute = async (event, _request, response) => {
  const answer = await contractRoute(event);
  response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
};

for (const [name, serve] of Object.entries(servers)) {
  const start = () => {
    const endpoints = Object.entries(createContractEndpoints());
    const routes = endpoints.map(
      ([path, webhook]) => [`/${path}`, webhook.handles ? toNode(webhook) : toNode(webhook, route)] as const,
    );
    return serve(Object.fromEntries(routes));
  };
  describeAdapter({ describe, test, beforeAll, afterAll }, { name, start }, { cases });
}
