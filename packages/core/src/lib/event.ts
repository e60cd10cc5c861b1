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

type Found = readonly [value: string | undefined, trust: Trust];

/** A verified event; nothing is parsed before it is asked for. */
export class VerifiedEvent {
  readonly #verified: Verified;
  readonly #payload: () => unknown;
  #parsed: readonly [payload: unknown] | undefined;
  #id: Found | undefined;
  #type: Found | undefined;
  #events: readonly WebhookEvent[] | undefined;

  constructor(verified: Verified) {
    this.#verified = verified;
    this.#payload = () => this.payload;
  }

  get provider(): string {
    return this.#verified.definition.name;
  }

  get id(): string | undefined {
    return this.#findId()[0];
  }

  get type(): string {
    return this.#findType()[0] ?? '';
  }

  get timestamp(): number | undefined {
    return this.#verified.claim.time;
  }

  get payload(): unknown {
    this.#parsed ??= [(this.#verified.definition.parse ?? parseJson)(this.body)];
    return this.#parsed[0];
  }

  /** What a schema made of the payload takes its place. */
  replacePayload(payload: unknown): void {
    this.#findId();
    this.#findType();
    this.#parsed = [payload];
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
    return {
      id: this.#findId()[1],
      type: this.#findType()[1],
      payload: trustOf(this.#verified.scheme.covers.body),
    };
  }

  get events(): readonly WebhookEvent[] {
    const { definition, scheme } = this.#verified;
    this.#events ??= definition.batch
      ? definition.batch(this.payload).map((item) => toItem(this, item, trustOf(scheme.covers.body)))
      : [this as unknown as WebhookEvent];
    return this.#events;
  }

  #findId(): Found {
    return (this.#id ??= find(this.#verified.definition.id, this.#verified, this.#payload));
  }

  #findType(): Found {
    return (this.#type ??= find(this.#verified.definition.type, this.#verified, this.#payload));
  }
}

function trustOf(covered: boolean): Trust {
  return covered ? 'signed' : 'unsigned';
}

/** The first source that has a value, and whether the proof covers it. */
function find(
  sources: Source | readonly Source[] = [],
  { claim, headers, scheme }: Verified,
  payload: () => unknown,
): Found {
  for (const source of [sources].flat()) {
    const found: Found =
      typeof source === 'function'
        ? [source(payload()), trustOf(scheme.covers.body)]
        : 'field' in source
          ? [fieldAt(payload(), source.field), trustOf(scheme.covers.body)]
          : 'claim' in source
            ? [claim.id, trustOf(scheme.covers.id)]
            : [headers.get(source.header), 'unsigned'];
    if (found[0]) return found;
  }
  return [undefined, 'unsigned'];
}

/** An item of a batch as an event of its own. */
function toItem(whole: VerifiedEvent, item: BatchItem, covered: Trust): WebhookEvent {
  const { provider, timestamp, body, headers, secretIndex } = whole;
  const trust = { id: covered, type: covered, payload: covered };
  const event = { provider, ...item, timestamp, body, headers, secretIndex, trust };
  return Object.assign(event, { events: [event] }) as unknown as WebhookEvent;
}
