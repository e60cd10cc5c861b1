import type { WebhookEvent } from '@hooklatch/core';
import type { IncomingMessage } from 'node:http';
import type { AnyWebhook } from './module-options.ts';

/** What the guard leaves for the interceptor and the parameter decorator. */
export interface Verified {
  readonly name: string;
  readonly webhook: AnyWebhook;
  readonly event: WebhookEvent;
}

const verified = new WeakMap<IncomingMessage, Verified>();

export function setVerified(request: IncomingMessage, value: Verified): void {
  verified.set(request, value);
}

/** Whether a guard has let the request pass already. */
export const isVerified = (request: IncomingMessage): boolean => verified.has(request);

export function getVerified(request: IncomingMessage): Verified {
  const value = verified.get(request);
  if (value !== undefined) return value;
  throw new TypeError("This request has no verified event: put @Webhook('name') on the controller's method.");
}
