import { describeAdapter, readCases } from '@hooklatch/testing';
import { contractRoute, createContractEndpoints } from '@hooklatch/testing/contract';
import { All, Controller, type Type } from '@nestjs/common';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { Webhook, WebhookEvent, WebhooksModule } from '../src/index.ts';
import { moduleOf, platforms, start } from './fixture/start.ts';

const webhooks = createContractEndpoints();

/** A controller as an application would write it for one endpoint. */
function controllerOf(name: string): Type {
  @Controller()
  class GuardedController {
    @All(name)
    @Webhook(name)
    route(@WebhookEvent() event: WebhookEvent): Promise<unknown> {
      return contractRoute(event);
    }
  }

  @Controller()
  class HandledController {
    @All(name)
    @Webhook(name)
    route(): void {
      throw new Error('The webhook answers by itself.');
    }
  }
  return webhooks[name]?.handles ? HandledController : GuardedController;
}

const ContractModule = moduleOf({
  imports: [WebhooksModule.forRoot({ webhooks })],
  controllers: Object.keys(webhooks).map(controllerOf),
});
const cases = readCases(new URL('../../providers/vectors/adversarial.jsonl', import.meta.url));

for (const platform of platforms) {
  for (const rawBody of [false, true]) {
    const name = `NestJS on ${platform}, rawBody ${rawBody ? 'on' : 'off'}`;
    const adapter = { name, start: () => start(ContractModule, platform, { rawBody }) };
    describeAdapter({ describe, test, beforeAll, afterAll }, adapter, { cases });
  }
}
