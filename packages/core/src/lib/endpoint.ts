import type { Handler, WebhookOptions } from './options.ts';
import { methodsOf, type Provider, type ProviderDefinition } from './provider-definition.ts';
import type { DeliveryReport } from './report.ts';
import { secretSource, type SecretSource } from './secret-source.ts';
import type { WebhookEvent } from './event.ts';

/** Every number that bounds an endpoint. */
export interface Limits {
  readonly maxBodyBytes: number;
  readonly maxBufferedBytes: number;
  readonly bodyTimeoutMs: number;
  readonly toleranceInSeconds: number;
  readonly leaseMs: number;
  readonly retentionMs: number;
}

/** A webhook's configuration, with every default filled in. */
export interface Endpoint
  extends Omit<WebhookOptions, keyof Limits | 'name' | 'now' | 'on' | 'onDelivery'>, Limits {
  readonly name: string;
  readonly definition: ProviderDefinition;
  /** Of `anyOf`: one for each provider. */
  readonly candidates?: readonly Endpoint[];
  readonly secrets: SecretSource;
  /** POST, and what the provider's handshakes use. */
  readonly methods: readonly string[];
  /** Unsigned headers that name an event. */
  readonly namingHeaders: readonly string[];
  readonly now: () => number;
  readonly on: Readonly<Record<string, Handler<WebhookEvent>>> | undefined;
  readonly onDelivery: ((report: DeliveryReport) => unknown) | false | undefined;
}

/** @throws TypeError where an option or a secret cannot be used */
export function createEndpoint(provider: Provider, options: WebhookOptions): Endpoint {
  const { definition } = provider;
  const { maxBodyBytes = 2 ** 20, toleranceInSeconds = 300 } = definition;
  if (options.on && options.inbox) throw new TypeError('Give on or inbox.');
  const candidates = definition.candidates?.map((one) =>
    createEndpoint(one, { ...options, name: options.name && `${options.name}:${one.name}` }),
  );
  const publicUrl = options.publicUrl ?? provider.publicUrl;
  if (publicUrl !== undefined) void new URL(publicUrl);
  else if (!options.trustProxy && definition.schemes.some(({ covers }) => covers.url)) {
    throw new TypeError('Give publicUrl or trustProxy.');
  }
  return {
    ...options,
    now: options.now ?? Date.now,
    name: options.name ?? definition.name,
    ...limitsOf(options, {
      maxBodyBytes,
      maxBufferedBytes: 2 ** 28,
      bodyTimeoutMs: 10_000,
      toleranceInSeconds,
      leaseMs: 60_000,
      retentionMs: 7 * 86_400_000,
    }),
    definition,
    publicUrl,
    candidates,
    secrets: candidates ?? secretSource(provider),
    methods: [...new Set([...methodsOf(definition), ...(definition.handshake?.methods ?? [])])],
    namingHeaders: [definition.id ?? [], definition.type ?? []]
      .flat(2)
      .flatMap((source) => ('header' in source ? source.header : [])),
  } as Endpoint;
}

function limitsOf(options: Partial<Record<keyof Limits, number | undefined>>, defaults: Limits): Limits {
  const limits = { ...defaults } as { -readonly [Name in keyof Limits]: number };
  let name: keyof Limits;
  for (name in limits) {
    limits[name] = options[name] ?? limits[name];
    if (!Number.isFinite(limits[name]) || limits[name] < 0)
      throw new TypeError(`${name} is no number from 0.`);
  }
  return limits;
}
