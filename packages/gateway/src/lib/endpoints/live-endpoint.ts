import { createWebhook, type DeliveryReport, type Webhook, type WebhookInbox } from '@hooklatch/core';
import type { Provider } from '@hooklatch/core/provider';
import type { GatewayContext } from '../context.ts';
import type { Row } from '../database/schema.ts';
import { readOptions } from './secret-options.ts';
import { toProvider } from './to-provider.ts';

/** An endpoint with what verifies its deliveries. */
export interface LiveEndpoint {
  readonly row: Row<'endpoints'>;
  readonly provider: Provider;
  readonly webhook: Webhook;
  /** By the index that an event has its secret under. */
  readonly secretIds: readonly string[];
  /** When the next of its secrets ends, in Unix milliseconds. */
  readonly until: number;
}

/** Where what a webhook finds goes. */
export interface Receiver {
  readonly inbox: WebhookInbox;
  readonly onDelivery: (report: DeliveryReport) => void;
  /** Is told the secret that a handshake brings; throws to refuse the handshake. */
  readonly onSecret: (endpointId: string, secret: string) => Promise<void>;
}

/** What those providers' factories call who is told of a handshake's secret. */
const secretBringers: Readonly<Record<string, string>> = {
  asana: 'onSecret',
  notion: 'onVerificationToken',
};

/**
 * Makes what verifies an endpoint's deliveries, with the secrets that are good now.
 *
 * @param context - of the gateway
 * @param row - the endpoint
 * @param secrets - its secrets, in the ring's order
 * @param receiver - where what it finds goes
 * @throws Error where a secret cannot be read, or the provider no longer takes it
 */
export function toLiveEndpoint(
  { vault, now }: Pick<GatewayContext, 'vault' | 'now'>,
  row: Row<'endpoints'>,
  secrets: readonly Row<'secrets'>[],
  { inbox, onDelivery, onSecret }: Receiver,
): LiveEndpoint {
  const time = now();
  const good = secrets.filter(({ expires_at: end }) => end === null || end > time);
  const texts = good.map(({ id, ciphertext }) => vault.open(ciphertext, id));
  const bringer = Object.hasOwn(secretBringers, row.provider) ? secretBringers[row.provider] : undefined;
  const options = {
    ...readOptions(row.options, vault, row.id),
    ...(bringer !== undefined && { [bringer]: (secret: string) => onSecret(row.id, secret) }),
  };
  const provider = toProvider(row.provider, options, texts);
  const webhook = createWebhook(provider, {
    inbox,
    onDelivery,
    name: row.id,
    maxBodyBytes: row.max_body_bytes,
    // The door has counted them, for all endpoints.
    maxBufferedBytes: Number.MAX_SAFE_INTEGER,
    // The URL is handed over as the provider knows it. Looking for proxies costs, so only who signs the URL is told.
    ...(provider.definition.schemes.some(({ covers }) => covers.url) && { trustProxy: () => false }),
    now,
  });
  const ends = good.flatMap(({ expires_at: end }) => end ?? []);
  return { row, provider, webhook, secretIds: good.map(({ id }) => id), until: Math.min(...ends, Infinity) };
}
