import type { DeliveryHeaders } from './headers.ts';
import { fieldAt, parseJson } from './payload.ts';
import type { BatchItem, ProviderDefinition, Source } from './provider.ts';
import type { Claim, Scheme } from './scheme.ts';

/** Whether a value came from bytes that the proof covers. */
export type Trust = 'signed' | 'unsigned';

/**
 * The type of an event that the provider's map does not list. At run time it is what the provider sent; to TypeScript
 * it is none of the known names, so that comparing with one of them narrows the event.
 */
export type UnknownEventType = '(a type that is not in the event map)';

/** What every event has. */
export interface EventBase<Events extends object> {
  /** The provider's name. */
  readonly provider: string;
  /** The provider's id of the event, where it sends one. */
  readonly id: string | undefined;
  /** When it was signed, in Unix milliseconds, where the scheme signs a time. */
  readonly timestamp?: number;
  /** The exact bytes that arrived. */
  readonly body: Uint8Array;
  readonly headers: DeliveryHeaders;
  /** Which secret of the ring matched, from 0. */
  readonly secretIndex: number;
  /** Which of these values the sender's proof covers. */
  readonly trust: { readonly id: Trust; readonly type: Trust; readonly payload: Trust };
  /** The event itself, or the items of a batch. */
  readonly events: readonly WebhookEvent<Events>[];
}

/** An event of one known type. */
export type EventOf<Events extends object, Type extends keyof Events> = EventBase<Events> & {
  readonly type: Type;
  readonly payload: Events[Type];
};

/** An event of a type that is not in the map. Its payload is undefined where the body could not be read. */
export type UnknownEvent<Events extends object> = EventBase<Events> & {
  readonly type: [keyof Events] extends [never] ? string : UnknownEventType;
  readonly payload: unknown;
};

/** What a verified delivery tells: narrow it by `type`. */
export type WebhookEvent<Events extends object = object> =
  | { [Type in keyof Events & string]: EventOf<Events, Type> }[keyof Events & string]
  | UnknownEvent<Events>;

/** Turns a vendor SDK's union of events into a map by name, for a provider's generic. */
export type EventMap<Union, Key extends keyof Union = 'type' & keyof Union> = {
  [Event in Union as Event extends Record<Key, infer Name extends string> ? Name : never]: Event;
};

/** What an event is made of, once it is verified. */
export interface Verified {
  readonly definition: ProviderDefinition;
  readonly scheme: Scheme;
  readonly claim: Claim;
  readonly headers: DeliveryHeaders;
  readonly body: Uint8Array;
  readonly secretIndex: number;
}

interface Found {
  readonly value: string | undefined;
  readonly trust: Trust;
}

const notRead = Symbol('not read');

/** A verified event; nothing is parsed before it is asked for. */
export class VerifiedEvent {
  readonly #verified: Verified;
  #payload: unknown = notRead;
  #id: Found | undefined;
  #type: Found | undefined;
  #events: readonly WebhookEvent[] | undefined;

  constructor(verified: Verified) {
    this.#verified = verified;
  }

  get provider(): string {
    return this.#verified.definition.name;
  }

  get id(): string | undefined {
    return this.#findId().value;
  }

  get type(): string {
    return this.#findType().value ?? '';
  }

  get timestamp(): number | undefined {
    return this.#verified.claim.time;
  }

  get payload(): unknown {
    if (this.#payload === notRead) {
      const { definition, body } = this.#verified;
      this.#payload = (definition.parse ?? parseJson)(body);
    }
    return this.#payload;
  }

  /** What a schema made of the payload takes its place. */
  replacePayload(payload: unknown): void {
    this.#findId();
    this.#findType();
    this.#payload = payload;
  }

  get body(): Uint8Array {
    return this.#verified.body;
  }

  get headers(): DeliveryHeaders {
    return this.#verified.headers;
  }

  get secretIndex(): number {
    return this.#verified.secretIndex;
  }

  get trust(): EventBase<object>['trust'] {
    return { id: this.#findId().trust, type: this.#findType().trust, payload: this.#bodyTrust() };
  }

  get events(): readonly WebhookEvent[] {
    const { batch } = this.#verified.definition;
    this.#events ??= batch
      ? batch(this.payload).map((item) => this.#toEvent(item))
      : [this as unknown as WebhookEvent];
    return this.#events;
  }

  #toEvent(item: BatchItem): WebhookEvent {
    const { provider, timestamp, body, headers, secretIndex } = this;
    const covered = this.#bodyTrust();
    const trust = { id: covered, type: covered, payload: covered };
    const event = { provider, ...item, timestamp, body, headers, secretIndex, trust };
    return Object.assign(event, { events: [event] }) as unknown as WebhookEvent;
  }

  #bodyTrust(): Trust {
    return this.#verified.scheme.covers.body ? 'signed' : 'unsigned';
  }

  #findId(): Found {
    return (this.#id ??= this.#find(this.#verified.definition.id));
  }

  #findType(): Found {
    return (this.#type ??= this.#find(this.#verified.definition.type));
  }

  #find(sources: Source | readonly Source[] | undefined): Found {
    const { claim, headers, scheme } = this.#verified;
    for (const source of sources === undefined ? [] : [sources].flat()) {
      if (typeof source === 'object' && 'header' in source) {
        const value = headers.get(source.header);
        if (value) return { value, trust: 'unsigned' };
      } else if (typeof source === 'object' && 'claim' in source) {
        if (claim.id !== undefined)
          return { value: claim.id, trust: scheme.covers.id ? 'signed' : 'unsigned' };
      } else {
        const value =
          typeof source === 'function' ? source(this.payload) : fieldAt(this.payload, source.field);
        if (value !== undefined) return { value, trust: this.#bodyTrust() };
      }
    }
    return { value: undefined, trust: 'unsigned' };
  }
}
