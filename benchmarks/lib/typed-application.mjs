/** Twenty providers, an event of each, and two fields that a handler reads: the compiler knows them or fails. */
const events = [
  ['calcom', 'BOOKING_CREATED', 'payload.uid', 'createdAt'],
  ['clerk', 'user.created', 'data.id', 'data.email_addresses.length'],
  ['dodopayments', 'payment.succeeded', 'data.payment_id', 'timestamp'],
  ['github', 'push', 'ref', 'commits.length'],
  ['gitlab', 'push', 'ref', 'project.id'],
  ['intercom', 'conversation.user.created', 'data.item.id', 'topic'],
  ['lemonsqueezy', 'order_created', 'data.id', 'data.attributes.total'],
  ['linear', 'Issue', 'data.id', 'action'],
  ['notion', 'page.created', 'entity.id', 'timestamp'],
  ['openai', 'response.completed', 'data.id', 'created_at'],
  ['paddle', 'transaction.created', 'data.id', 'occurred_at'],
  ['polar', 'checkout.created', 'data.id', 'type'],
  ['razorpay', 'payment.captured', 'payload.payment.entity.id', 'created_at'],
  ['resend', 'email.sent', 'data.email_id', 'created_at'],
  ['shopify', 'orders/create', 'id', 'currency'],
  ['slack', 'app_mention', 'event.user', 'team_id'],
  ['square', 'payment.created', 'data.id', 'merchant_id'],
  ['stripe', 'checkout.session.completed', 'data.object.id', 'livemode'],
  ['vercel', 'deployment.created', 'payload.deployment.id', 'createdAt'],
  ['zoom', 'meeting.created', 'payload.object.uuid', 'event_ts'],
];

const mapOf = (provider) => `${provider[0].toUpperCase()}${provider.slice(1)}Events`;
const bodyOf = (payload, fields) => `console.log(${fields.map((field) => `${payload}.${field}`).join(', ')})`;

const imports = [
  `import { createWebhook } from '@hooklatch/core';`,
  ...events.map(
    ([provider]) =>
      `import { ${provider}, type ${mapOf(provider)} } from '@hooklatch/providers/${provider}';`,
  ),
  `export type Maps = [${events.map(([provider]) => mapOf(provider)).join(', ')}];`,
];

/** Webhooks whose handlers are given in `on`: the compiler finds out what they are called with. */
export const typedApplication = [
  ...imports,
  ...events.map(
    ([provider, event, ...fields]) =>
      `export const ${provider}Webhook = createWebhook(${provider}(), {
  on: { '${event}': (event) => ${bodyOf('event.payload', fields)} },
});`,
  ),
].join('\n');

/** The same imports and the same handlers, as functions that say what they are called with, and plain calls of them. */
export const plainApplication = [
  ...imports,
  `declare function register(name: string, handler: Function): void;`,
  `export const make: unknown = createWebhook;`,
  ...events.map(
    ([provider, event, ...fields]) =>
      `export function ${provider}Handler(payload: ${mapOf(provider)}['${event}']): void {
  ${bodyOf('payload', fields)};
}
export const ${provider}Factory: unknown = ${provider};
register('${event}', ${provider}Handler);`,
  ),
].join('\n');

/** How many handlers each has. */
export const handlerCount = events.length;
