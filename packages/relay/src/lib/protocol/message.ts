/** Names and values in the order and the spelling in which they came; doubles are two pairs. */
export type HeaderPairs = readonly (readonly [name: string, value: string])[];

/** How much a client takes before it has answered. */
export interface Credit {
  readonly deliveries: number;
  /** Of bodies. One delivery alone may be larger. */
  readonly bytes: number;
}

/** A client's first message. */
export interface Hello {
  readonly type: 'hello';
  readonly version: number;
  /** Of the process: who has the same one may take over the tunnel without a word. */
  readonly client: string;
  readonly credit: Credit;
  /** Deliveries that the client has and has not been told to forget; they are not sent again. */
  readonly held: readonly string[];
  /** The long form of a filter. */
  readonly filter?: object;
}

/** A server's first message. */
export interface Welcome {
  readonly type: 'welcome';
  readonly version: number;
  readonly publicId: string;
  /** The address that providers send to, where the server knows it. */
  readonly publicUrl?: string;
  /** The most that an answer's body may have. */
  readonly maxBodyBytes: number;
  /** How many deliveries are kept. */
  readonly waiting: number;
}

/** One request of a provider; its body is the message's. */
export interface DeliveryHead {
  readonly type: 'delivery';
  readonly id: string;
  /** Goes up with each delivery of a token. */
  readonly sequence: number;
  readonly method: string;
  /** Path and query behind the public address. */
  readonly target: string;
  readonly headers: HeaderPairs;
  /** When it was received, in Unix milliseconds. */
  readonly receivedAt: number;
  /** How long the provider still waits; 0 where it has been answered. */
  readonly deadlineMs: number;
}

/** What the application answered; its body is the message's. */
export interface AnswerHead {
  readonly type: 'answer';
  readonly id: string;
  readonly status: number;
  readonly headers: HeaderPairs;
}

/** The application did not answer. */
export interface Release {
  readonly type: 'release';
  readonly id: string;
}

/** A client takes more, or less, than it has said. */
export interface CreditChange {
  readonly type: 'credit';
  readonly credit: Credit;
}

/** The client may forget a delivery: its answer has come, or comes too late. */
export interface Settled {
  readonly type: 'settled';
  readonly id: string;
}

/** What a client sends, with the body of its message. */
export type ClientMessage = Hello | CreditChange | Release | (AnswerHead & { readonly body: Uint8Array });

/** What a server sends, with the body of its message. */
export type ServerMessage = Welcome | Settled | (DeliveryHead & { readonly body: Uint8Array });
