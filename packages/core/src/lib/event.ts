import type { Admitted } from './authenticate.ts';
import type { DeliveryHeaders } from './headers.ts';
import { fieldAt, parseJson } from './payload.ts';

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

type Found = readonly [value: string | undefined, trust: Trust];

/** A verified event; nothing is parsed before it is asked for. */
export class VerifiedEvent {
  declare readonly provider: string;
  declare readonly timestamp: number | undefined;
  declare readonly secretIndex: number;
  readonly #admitted: Admitted;
  readonly #body: Uint8Array;
  #parsed: readonly [payload: unknown] | undefined;
  #named: { id?: Found; type?: Found } = {};

  constructor(admitted: Admitted, body: Uint8Array, secretIndex: number) {
    this.provider = admitted.definition.name;
    this.timestamp = admitted.claim.time;
    this.secretIndex = secretIndex;
    this.#admitted = admitted;
    this.#body = body;
  }

  get id(): string | undefined {
    return this.#find('id')[0];
  }

  get type(): string {
    return this.#find('type')[0] ?? '';
  }

  get payload(): unknown {
    return this.#parse();
  }

  get body(): Uint8Array {
    return this.#body;
  }

  get headers(): DeliveryHeaders {
    return this.#admitted.head.headers;
  }

  get trust(): EventBase<object>['trust'] {
    const payload = trustOf(this.#admitted.scheme.covers.body);
    return { id: this.#find('id')[1], type: this.#find('type')[1], payload };
  }

  get events(): readonly WebhookEvent[] {
    const whole = this as unknown as WebhookEvent;
    return this.#admitted.definition.batch?.(whole) ?? [whole];
  }

  #parse(): unknown {
    this.#parsed ??= [(this.#admitted.definition.parse ?? parseJson)(this.body, this.#admitted.head)];
    return this.#parsed[0];
  }

  /** The first source that has a value, and whether the proof covers it. */
  #find(what: 'id' | 'type'): Found {
    const known = this.#named[what];
    if (known) return known;
    const { claim, head, scheme, definition } = this.#admitted;
    const { covers } = scheme;
    for (const source of [definition[what] ?? []].flat()) {
      const found: Found =
        typeof source === 'function'
          ? [source(this.#parse()), trustOf(covers.body)]
          : 'field' in source
            ? [fieldAt(this.#parse(), source.field), trustOf(covers.body)]
            : 'claim' in source
              ? [claim.id, trustOf(covers.id)]
              : [head.headers.get(source.header), 'unsigned'];
      if (found[0]) return (this.#named[what] = found);
    }
    return [undefined, 'unsigned'];
  }
}

function trustOf(covered: boolean): Trust {
  return covered ? 'signed' : 'unsigned';
}
