import { until } from '../../../../../test/servers/until.ts';
import type { Real } from './open-real.ts';

/** A destination with what leads to it. */
export interface Made {
  readonly endpoint: string;
  readonly destination: string;
  readonly connection: string;
  /** Shown once. */
  readonly signingSecret: string;
  /** Shown once, of kind `listen`. */
  readonly token: string;
  /** Has the endpoint get verified events of these types. */
  send(...types: readonly string[]): Promise<void>;
  /** How many forwards to it are in a state. */
  count(state: string): Promise<number>;
}

/** What is made. */
export interface Wanted {
  readonly name: string;
  /** Of the application; `hooklatch listen` without one. */
  readonly path?: string;
  readonly filter?: string;
  /** The endpoint that is there already; a new one without it. */
  readonly endpoint?: string;
  readonly headers?: readonly (readonly [string, string])[];
}

/** Makes a destination that tries once, and connects an endpoint to it. */
export async function make({ ask, application }: Real, wanted: Wanted): Promise<Made> {
  const { name, path, filter, headers } = wanted;
  const secrets = ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'];
  const endpoint =
    wanted.endpoint ??
    String(
      (await ask('/endpoints', { name: `For ${name}`.slice(0, 100), provider: 'stripe', secrets }))['id'],
    );
  const where =
    path === undefined
      ? { kind: 'listen', config: {} }
      : { kind: 'http', config: { url: application.url + path, ...(headers && { headers }) } };
  const made = await ask('/destinations', { name, schedule: [], ...where });
  const destination = String(made['id']);
  const connected = await ask('/connections', {
    endpointId: endpoint,
    destinationId: destination,
    ...(filter !== undefined && { filter }),
  });
  return {
    endpoint,
    destination,
    connection: String(connected['id']),
    signingSecret: String(made['signingSecret']),
    token: String(made['token']),
    async send(...types) {
      for (const type of types) {
        await ask(`/endpoints/${endpoint}/test`, { type });
      }
    },
    async count(state) {
      const query = `destination=${destination}&state=${state}&limit=200`;
      return ((await ask(`/forwards?${query}`, undefined, 'GET'))['items'] as unknown[]).length;
    },
  };
}

/** Waits until so many forwards to a destination are in a state. */
export const expectCount = async (made: Made, state: string, count: number): Promise<void> =>
  until(async () => (await made.count(state)) === count, {
    timeoutMs: 8000,
    what: `${count} forwards that are ${state}`,
  });
