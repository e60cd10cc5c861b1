import {
  connectRelay,
  type RelayAnswer,
  type RelayClientOptions,
  type RelayConnection,
  type RelayedDelivery,
  type RelayState,
} from '../../src/client.ts';
import type { RunningRelay } from './running-relay.ts';

/** A client, and what it was given. */
export interface TestClient extends RelayConnection {
  readonly deliveries: RelayedDelivery[];
  readonly states: RelayState[];
  /** Resolves when it is connected. */
  readonly connected: Promise<void>;
}

/** An answer that says what it is. */
export const answerWith = (status: number, body = ''): RelayAnswer => ({
  status,
  headers: [],
  body: Buffer.from(body),
});

/** Connects to a relay, or to what stands before it. */
export function connect(
  { url, token }: Pick<RunningRelay, 'url' | 'token'>,
  options: Partial<RelayClientOptions> & { readonly answer?: RelayClientOptions['onDelivery'] } = {},
): TestClient {
  const deliveries: RelayedDelivery[] = [];
  const states: RelayState[] = [];
  const { answer = async () => answerWith(200), ...more } = options;
  let isUp: () => void = () => {};
  const connected = new Promise<void>((resolve) => {
    isUp = resolve;
  });
  const connection = connectRelay({
    url,
    token,
    onDelivery(delivery) {
      deliveries.push(delivery);
      return answer(delivery);
    },
    onState(state) {
      states.push(state);
      if (state.state === 'connected') isUp();
    },
    ...more,
  });
  return { ...connection, deliveries, states, connected };
}
