import type { DeliveryHead, Reply } from './delivery.ts';
import type { WebhookEvent } from './event.ts';
import type { Scheme } from './scheme.ts';

/** Where the runtime keeps a secret: called with the delivery's head and, on Workers, the bindings. */
export type SecretResolver = (
  head: DeliveryHead,
  env?: unknown,
) => string | readonly string[] | undefined | Promise<string | readonly string[] | undefined>;

/** What every provider's factory takes. */
export interface ProviderOptions {
  /**
   * One secret, several at once (old and new while rotating), or a resolver, for tenants.
   * (the variables that the provider's documentation names)
   */
  readonly secret?: string | readonly string[] | SecretResolver | undefined;
  /** The endpoint's URL as the provider knows it, for providers that sign it. */
  readonly publicUrl?: string | undefined;
}

/** What the factory of a provider that signs with a private key takes: its public key in the secret's place. */
export interface PublicKeyOptions extends Omit<ProviderOptions, 'secret'> {
  /**
   * PEM (also of a certificate), base64 or hexadecimal digits, a JWK or a JWKS; several at once, or a resolver.
   * (the variables that the provider's documentation names; fetched, where the provider publishes its keys)
   */
  readonly publicKey?: ProviderOptions['secret'];
}

/** What the factory of a provider that publishes its keys takes. */
export interface FetchedKeyOptions extends PublicKeyOptions {
  /** Fetches the keys where none are given. (`fetch`) */
  readonly fetch?: typeof globalThis.fetch | undefined;
}

/**
 * Where an event's id or type stands: in a header (never signed by these schemes), in the claim (the scheme's own
 * id), at a path of the payload, or whatever a function finds in the payload.
 */
export type Source =
  | { readonly header: string }
  | { readonly claim: 'id' }
  | { readonly field: string }
  | ((payload: unknown) => string | undefined);

/** What an answer to a handshake may be computed from. */
export interface Question {
  readonly head: DeliveryHead;
  readonly body: Uint8Array;
  /** The prepared keys of the ring, in its order. @throws WebhookError `secret_missing` and the like */
  keys(): Promise<readonly unknown[]>;
}

type Answer = Reply | undefined | Promise<Reply | undefined>;

/** A provider's question that wants a computed answer. */
export interface Handshake {
  /** The methods it comes with, beside those of events. */
  readonly methods?: readonly string[];
  /** Whether a head may be that of an unsigned question. Answered by `answerUnsigned` without the handler. */
  readonly isUnsigned?: (head: DeliveryHead) => boolean;
  /** The answer to an unsigned question, or undefined where it is none after all. */
  readonly answerUnsigned?: (question: Question) => Answer;
  /** The answer to a verified delivery that is a question, or undefined where it is an event. */
  readonly answer?: (payload: unknown, question: Question) => Answer;
}

/** An item of a delivery that carries several events. */
export interface BatchItem {
  readonly id: string | undefined;
  readonly type: string;
  readonly payload: unknown;
}

/** What is known of a provider beside its scheme: typed data, each from the sources, as they stood on that day. */
export interface ProviderFacts {
  /** Pages or sources that state the scheme and the rules of delivery. */
  readonly sources: readonly string[];
  /** Whether an official source confirms the scheme. */
  readonly confirmed: boolean;
  /** The day the sources were read: `2026-11-22`. */
  readonly checked: string;
  /** What is in doubt, where something is. */
  readonly doubt?: string;
  /** How long the provider waits for an answer, in milliseconds, where it says so. */
  readonly deadlineMs?: number;
  /** The statuses that the provider takes for received, where it does not take every 2xx. */
  readonly successStatuses?: readonly number[];
  /** When and how often a delivery that failed is sent again, where the provider says so. */
  readonly retries?: RetryFacts;
  /** Whether a delivery that is sent again keeps its event's id. */
  readonly keepsId?: boolean;
  /** The largest body that the provider sends, in bytes, where it says so. */
  readonly largestBodyBytes?: number;
  /** The page that publishes the addresses deliveries come from. */
  readonly ipRanges?: string;
}

/** A provider's schedule of retries: what its documentation states, and no more. */
export interface RetryFacts {
  /** How often it is sent again at most. */
  readonly attempts?: number;
  /** For how long it is sent again, in hours. */
  readonly hours?: number;
  /** How long after the failure before it each attempt comes, in seconds. */
  readonly delaysInSeconds?: readonly number[];
}

/** Everything about a provider: data and pure functions. */
export interface ProviderDefinition {
  /** The file's name: `standard-webhooks`. */
  readonly name: string;
  /** In order of preference; the first whose headers are all there counts. */
  readonly schemes: readonly Scheme[];
  /** What `secret` holds where it is no shared secret: a public key, or one that is fetched unless it is given. */
  readonly key?: 'public' | 'fetched';
  /** The methods that events come with. (POST) */
  readonly methods?: readonly string[];
  /**
   * The variables that the provider's documentation names; `<NAME>_WEBHOOK_SECRET` comes after them. Several in a
   * list make one secret together, with a space between their values.
   */
  readonly env: readonly (string | readonly string[])[];
  readonly id?: Source | readonly Source[];
  readonly type?: Source | readonly Source[];
  /** Reads the payload. (JSON of the body) */
  readonly parse?: (body: Uint8Array, head: DeliveryHead) => unknown;
  /** Splits a delivery into events, where the provider sends several at once: see `batchOf`. */
  readonly batch?: (event: WebhookEvent) => readonly WebhookEvent[];
  /** (300) */
  readonly toleranceInSeconds?: number;
  /** (1 MiB) */
  readonly maxBodyBytes?: number;
  /** The status for a delivery that fails verification, where the provider demands one. (400) */
  readonly refusalStatus?: number;
  /** The answer to a handled delivery. (200, empty) */
  readonly success?: Reply;
  readonly handshake?: Handshake;
  /** Beginnings of texts that are taken for the secret by mistake, and what they are. */
  readonly notSecrets?: Readonly<Record<string, string>>;
  readonly facts: ProviderFacts;
  /** The providers of `anyOf`. */
  readonly candidates?: readonly Provider[];
}

type FactoryOptions = Pick<ProviderOptions, 'publicUrl'>;

/** The methods that a provider's events come with. */
export function methodsOf({ methods = ['POST'] }: ProviderDefinition): readonly string[] {
  return methods;
}

declare const eventMap: unique symbol;

/** A provider with its secret, ready for `createWebhook`. Printing it shows no secret. */
export interface Provider<Events extends object = object> {
  readonly name: string;
  readonly facts: ProviderFacts;
  readonly definition: ProviderDefinition;
  readonly publicUrl: string | undefined;
  /** The secret as it was given; a function, so that no log prints it. */
  readonly secret: () => ProviderOptions['secret'];
  /** Only a type: the events by name. */
  readonly [eventMap]?: Events;
}

/** Makes a provider. The generic brings other types for its events, such as those of the vendor's SDK. */
export type ProviderFactory<Events extends object, Options extends FactoryOptions = ProviderOptions> = <
  Known extends object = Events,
>(
  options?: Options,
) => Provider<Known>;

/**
 * Defines a provider.
 *
 * @param definition - the definition, or a function that makes it from the factory's options
 * @returns the provider's factory
 * @example
 * ```ts
 * import { defineProvider, hmac, type ProviderFactory } from '@hooklatch/core/provider';
 *
 * export const acme: ProviderFactory<{ 'order.paid': { id: string } }> = defineProvider({
 *   name: 'acme',
 *   env: ['ACME_SIGNING_SECRET'],
 *   schemes: [hmac({ signature: { header: 'x-acme-signature' } })],
 *   id: { field: 'id' },
 *   type: { field: 'type' },
 *   facts: { sources: ['https://acme.example/docs/webhooks'], confirmed: true, checked: '2026-11-22' },
 * });
 * ```
 */
export function defineProvider<Events extends object, Options extends FactoryOptions = ProviderOptions>(
  definition: ProviderDefinition | ((options: Options) => ProviderDefinition),
): ProviderFactory<Events, Options> {
  return <Known extends object = Events>(options: Options = {} as Options): Provider<Known> => {
    const made = typeof definition === 'function' ? definition(options) : definition;
    const { publicKey, secret = publicKey, publicUrl } = options as ProviderOptions & PublicKeyOptions;
    return { ...made, definition: made, publicUrl, secret: () => secret };
  };
}
