import type { BodyLimits } from './body.ts';
import type { DeliveryHead } from './delivery.ts';
import type { Handler, WebhookOptions } from './options.ts';
import { memoryStore } from './memory-store.ts';
import type { Provider, ProviderDefinition } from './provider.ts';
import { toPublicHead } from './public-url.ts';
import { createReporter, type Reporter } from './report.ts';
import { secretSource, type SecretSource } from './secret-source.ts';
import type { WebhookEvent } from './event.ts';
import type { WebhookStore } from './store.ts';

/** A webhook's configuration, with every default filled in. */
export interface Endpoint extends BodyLimits {
  readonly name: string;
  readonly definition: ProviderDefinition;
  readonly secrets: SecretSource;
  /** POST, and what the provider's handshakes use. */
  readonly methods: readonly string[];
  /** Unsigned headers that name an event. */
  readonly namingHeaders: readonly string[];
  readonly toPublicHead: ((head: DeliveryHead) => DeliveryHead) | undefined;
  readonly toleranceMs: number;
  readonly store: WebhookStore | undefined;
  readonly leaseMs: number;
  readonly retentionMs: number;
  readonly now: () => number;
  /** Undefined where nobody wants to know. */
  readonly report: Reporter | undefined;
  readonly on: Readonly<Record<string, Handler<WebhookEvent>>> | undefined;
  readonly options: WebhookOptions;
}

const mebibyte = 1024 * 1024;

/** @throws TypeError where an option or a secret cannot be used */
export function createEndpoint(provider: Provider, options: WebhookOptions): Endpoint {
  const { definition } = provider;
  const { name = definition.name, on, store, now = Date.now, onDelivery } = options;
  const side = { ...options, publicUrl: options.publicUrl ?? provider.publicUrl };
  if (definition.schemes.some(({ covers }) => covers.url) && !side.publicUrl && !side.trustProxy) {
    throw new TypeError(`${name} signs the URL: give publicUrl, or trustProxy.`);
  }
  const amount = (option: keyof typeof defaults, stated?: number): number => {
    const value = options[option] ?? stated ?? defaults[option];
    if (!Number.isFinite(value) || value < 0)
      throw new TypeError(`${option} is a finite number, not below 0.`);
    return value;
  };
  return {
    name,
    definition,
    secrets: secretSource(provider),
    methods: ['POST', ...(definition.handshake?.methods ?? [])],
    namingHeaders: [definition.id ?? [], definition.type ?? []]
      .flat(2)
      .flatMap((source) => ('header' in source ? source.header : [])),
    toPublicHead: toPublicHead(side),
    maxBodyBytes: amount('maxBodyBytes', definition.maxBodyBytes),
    maxBufferedBytes: amount('maxBufferedBytes'),
    bodyTimeoutMs: amount('bodyTimeoutMs'),
    toleranceMs: 1000 * amount('toleranceInSeconds', definition.toleranceInSeconds),
    leaseMs: amount('leaseMs'),
    retentionMs: amount('retentionMs'),
    store: store === false ? undefined : (store ?? (on && memoryStore())),
    now,
    report: onDelivery === false ? undefined : createReporter(onDelivery as Reporter | undefined),
    on: on as Endpoint['on'],
    options,
  };
}

const defaults = {
  maxBodyBytes: mebibyte,
  maxBufferedBytes: 256 * mebibyte,
  bodyTimeoutMs: 10_000,
  toleranceInSeconds: 300,
  leaseMs: 60_000,
  retentionMs: 7 * 86_400_000,
};
