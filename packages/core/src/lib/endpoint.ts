import type { Reply } from './delivery.ts';
import type { WebhookEvent } from './event.ts';
import type { WebhookOptions } from './options.ts';
import type { Provider, ProviderDefinition } from './provider.ts';
import type { BodyLimits } from './body.ts';
import { checkPublicSide, type PublicSide } from './public-url.ts';
import { createReporter, type Reporter } from './report.ts';
import { accepted } from './reply.ts';
import { secretSource, type SecretSource } from './secret-source.ts';
import { memoryStore } from './memory-store.ts';
import type { WebhookStore } from './store.ts';

/** A webhook's configuration, with every default filled in. */
export interface Endpoint {
  readonly name: string;
  readonly definition: ProviderDefinition;
  readonly secrets: SecretSource;
  readonly methods: readonly string[];
  /** Unsigned headers that name an event. */
  readonly namingHeaders: readonly string[];
  readonly limits: BodyLimits;
  readonly toleranceMs: number;
  readonly side: PublicSide;
  readonly store: WebhookStore | undefined;
  readonly leaseMs: number;
  readonly retentionMs: number;
  readonly success: Reply;
  readonly now: () => number;
  readonly report: Reporter;
  readonly options: WebhookOptions<object>;
}

const mebibyte = 1024 * 1024;
const day = 86_400_000;

/** @throws TypeError where an option or a secret cannot be used */
export function createEndpoint<Events extends object>(
  provider: Provider<Events>,
  options: WebhookOptions<Events>,
): Endpoint {
  const { definition } = provider;
  const publicUrl = options.publicUrl ?? provider.publicUrl;
  const side: PublicSide = {
    publicUrl,
    trustProxy: options.trustProxy,
    requireHttps: options.requireHttps ?? false,
  };
  checkPublicSide(side);
  if (definition.schemes.some(({ covers }) => covers.url) && !publicUrl && !options.trustProxy) {
    throw new TypeError(`${definition.name} signs the URL: give publicUrl, or trustProxy.`);
  }
  const fallback = options.on === undefined ? undefined : memoryStore();
  return {
    name: options.name ?? definition.name,
    definition,
    secrets: secretSource(provider as Provider),
    methods: [...new Set(['POST', ...(definition.handshake?.methods ?? [])])],
    namingHeaders: [definition.id ?? [], definition.type ?? []]
      .flat(2)
      .flatMap((source) => (typeof source === 'object' && 'header' in source ? [source.header] : [])),
    limits: {
      maxBodyBytes: amount(options, 'maxBodyBytes', definition.maxBodyBytes ?? mebibyte),
      maxBufferedBytes: amount(options, 'maxBufferedBytes', 256 * mebibyte),
      bodyTimeoutMs: amount(options, 'bodyTimeoutMs', 10_000),
    },
    toleranceMs: 1000 * amount(options, 'toleranceInSeconds', definition.toleranceInSeconds ?? 300),
    side,
    store: options.store === false ? undefined : (options.store ?? fallback),
    leaseMs: amount(options, 'leaseMs', 60_000),
    retentionMs: amount(options, 'retentionMs', 7 * day),
    success: definition.success ?? accepted,
    now: options.now ?? Date.now,
    report: createReporter(options.onDelivery as ((report: object) => unknown) | false | undefined),
    options: options as WebhookOptions<object>,
  };
}

/** The handlers, without their events' types: dispatch is by own name. */
export function handlersOf(endpoint: Endpoint): Readonly<Record<string, AnyHandler>> | undefined {
  return endpoint.options.on as Readonly<Record<string, AnyHandler>> | undefined;
}

type AnyHandler = (event: WebhookEvent, context: object) => unknown;

type AmountName =
  | 'maxBodyBytes'
  | 'maxBufferedBytes'
  | 'bodyTimeoutMs'
  | 'toleranceInSeconds'
  | 'leaseMs'
  | 'retentionMs';

function amount(
  options: Partial<Record<AmountName, number | undefined>>,
  name: AmountName,
  fallback: number,
): number {
  const value = options[name] ?? fallback;
  if (!Number.isFinite(value) || value < 0) throw new TypeError(`${name} is a finite number, not below 0.`);
  return value;
}
