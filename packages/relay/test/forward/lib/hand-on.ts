import { createWebhook } from '@hooklatch/core';
import { github } from '@hooklatch/providers/github';
import { forward, reportTo, type DeliveryObserver, type ObserverOptions } from '../../../src/forward.ts';

/** An application that hands on and reports what it verifies: it runs on every runtime. */
export function createApplication(
  receiver: string,
  options: Pick<ObserverOptions, 'waitUntil'> = {},
): { answer(request: Request): Promise<Response>; readonly observers: readonly DeliveryObserver[] } {
  const shared = { token: 'gw_test', retryBaseMs: 10, ...options };
  const handOn = forward({ to: `${receiver}/forwarded`, ...shared });
  const report = reportTo({ url: `${receiver}/reports`, ...shared });
  const webhook = createWebhook(github({ secret: 'a shared secret that is long enough' }), {
    on: { '*': () => {} },
    store: false,
    onDelivery: (delivery) => {
      handOn(delivery);
      report(delivery);
    },
  });
  return { answer: (request) => webhook.fetch(request), observers: [handOn, report] };
}
