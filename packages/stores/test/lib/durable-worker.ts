import { answerCall, type ObjectCall } from '../../src/lib/durable-call.ts';
import {
  durableObjectStore,
  HooklatchStoreObject,
  type ObjectNamespaceLike,
  type ObjectStateLike,
} from '../../src/durable-object.ts';

export { HooklatchStoreObject } from '../../src/durable-object.ts';

interface Env {
  readonly EVENTS: ObjectNamespaceLike;
  /** Of {@link ProbedObject}. */
  readonly PROBED: ObjectNamespaceLike;
}

interface State extends ObjectStateLike {
  abort(reason: string): void;
}

/** What a test does inside an object. */
interface Probe {
  readonly probe: 'abort' | 'alarm' | 'fire' | 'scheduled' | 'sql';
  readonly sql?: string;
}

/** The object, and what tests want to know of it. */
export class ProbedObject extends HooklatchStoreObject {
  readonly #state: State;

  constructor(state: State) {
    super(state);
    this.#state = state;
  }

  override async fetch(request: Request): Promise<Response> {
    const asked = (await request.clone().json()) as Probe | ObjectCall;
    return 'probe' in asked ? Response.json((await this.#answer(asked)) ?? null) : super.fetch(request);
  }

  async #answer({ probe, sql = '' }: Probe): Promise<unknown> {
    const { storage } = this.#state;
    switch (probe) {
      case 'abort':
        return this.#state.abort('A test ends this object.');
      case 'alarm':
        return this.alarm();
      case 'fire':
        return storage.setAlarm(Date.now());
      case 'scheduled':
        return storage.getAlarm();
      case 'sql':
        return storage.sql.exec(sql).toArray();
    }
  }
}

/** Does what a path says. */
async function answer(path: string, body: unknown, { EVENTS, PROBED }: Env): Promise<unknown> {
  switch (path) {
    case '/store':
      return answerCall(durableObjectStore({ namespace: EVENTS }), body as ObjectCall);
    case '/probed':
      return answerCall(durableObjectStore({ namespace: PROBED, shards: 1 }), body as ObjectCall);
    default: {
      const stub = PROBED.get(PROBED.idFromName('hooklatch-0'));
      return (
        await stub.fetch('https://probe.invalid/', { method: 'POST', body: JSON.stringify(body) })
      ).json();
    }
  }
}

const worker: { fetch(request: Request, env: Env): Promise<Response> } = {
  async fetch(request, env) {
    try {
      return Response.json(await answer(new URL(request.url).pathname, await request.json(), env));
    } catch (error) {
      return new Response(String(error), { status: 500 });
    }
  },
};

export default worker; // oxlint-disable-line import/no-default-export
