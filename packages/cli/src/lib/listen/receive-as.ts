import { AsyncLocalStorage } from 'node:async_hooks';
import { createWebhook, deliveryHeaders, type DeliveryReport } from '@hooklatch/core';
import type { Provider } from '@hooklatch/core/provider';
import type { CapturedRequest, Verdict } from '../captures/capture.ts';
import type { Passed } from './listener.ts';

/** What an application with the provider's webhook would make of a request. */
export interface AsReceived {
  readonly verdict: Verdict;
  /** What it would answer: to a handshake, to what is genuine, and to what is not. */
  readonly reply: Passed;
  /** Whether it asks something, and the answer is computed. */
  readonly isHandshake: boolean;
}

/** @returns the verdict, and what an application would answer */
export type ReceiveAs = (request: CapturedRequest) => Promise<AsReceived>;

/**
 * Receives as an application would that has this provider's webhook.
 *
 * @param provider - with its secrets; absent where nothing is verified, and all is answered 200
 * @param now - Unix milliseconds
 */
export function receiveAs(provider: Provider | undefined, now: () => number): ReceiveAs {
  if (!provider) {
    const reply = { status: 200, headers: [], body: new Uint8Array() };
    return async () => ({ verdict: { outcome: 'unchecked' }, reply, isHandshake: false });
  }
  // Reports come without saying which call they belong to.
  const calls = new AsyncLocalStorage<{ report?: DeliveryReport }>();
  const webhook = createWebhook(provider, {
    on: { '*': () => {} },
    store: false,
    now,
    onDelivery(report) {
      const call = calls.getStore();
      if (call) call.report = report;
    },
  });
  return async (request) => {
    const { method, target, headers, body } = request;
    const call: { report?: DeliveryReport } = {};
    const delivery = { method, url: target, headers: deliveryHeaders(headers), body };
    const { status, headers: fields, body: text } = await calls.run(call, () => webhook.handle(delivery));
    const reply = { status, headers: Object.entries(fields), body: Buffer.from(text) };
    const verdict = toVerdict(provider.name, call.report);
    const isHandshake = call.report?.outcome === 'handshake';
    if (verdict.outcome !== 'refused') return { verdict, reply, isHandshake };
    // What there is to say about a refusal is found at leisure.
    const { explainDelivery } = await import('../explain-delivery.ts');
    const explained = await explainDelivery(provider, request, { now: now() });
    const isRefused = explained.verdict.outcome === 'refused';
    return { verdict: explained.verdict, reply: isRefused ? reply : toSuccess(provider), isHandshake };
  };
}

function toSuccess({ definition }: Provider): Passed {
  const { status, headers, body } = definition.success ?? { status: 200, headers: {}, body: '' };
  return { status, headers: Object.entries(headers), body: Buffer.from(body) };
}

function toVerdict(provider: string, report: DeliveryReport | undefined): Verdict {
  const { outcome, event, code, hint } = report ?? {};
  if (event) {
    const { id, type } = event;
    // One of `anyOf` knows its own name.
    return {
      outcome: 'verified',
      provider: event.provider,
      eventType: type,
      ...(id !== undefined && { eventId: id }),
    };
  }
  if (outcome === 'handshake') return { outcome: 'unchecked', provider, eventType: 'handshake' };
  return { outcome: 'refused', provider, ...(code && { code }), ...(hint && { hint }) };
}
