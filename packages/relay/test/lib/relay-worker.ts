import {
  createRelayWorker,
  HooklatchRelayObject as Relay,
  type RelayEnv,
  type RelayObjectStateLike,
  type RelayReport,
} from '../../src/worker.ts';

interface State extends RelayObjectStateLike {
  abort(reason: string): void;
}

let objects = 0;

/** The object, and what tests want of it. */
export class HooklatchRelayObject extends Relay {
  readonly #state: State;
  readonly #number = (objects += 1);

  constructor(state: State, env: RelayEnv) {
    super(state, env);
    this.#state = state;
  }

  override async fetch(request: Request): Promise<Response> {
    const { pathname } = new URL(request.url);
    if (pathname === '/probe/number') return Response.json(this.#number);
    if (pathname === '/probe/abort') this.#state.abort('A test ends this object.');
    return super.fetch(request);
  }

  override onReport(report: RelayReport): void {
    console.log(JSON.stringify(report));
  }
}

const relay = createRelayWorker();

interface Env extends RelayEnv {
  readonly HOOKLATCH_RELAY: {
    idFromName(name: string): unknown;
    get(id: unknown): { fetch(request: Request): Promise<Response> };
  };
}

const worker: { fetch(request: Request, env: Env): Promise<Response> } = {
  async fetch(request, env) {
    const { pathname, searchParams } = new URL(request.url);
    if (!pathname.startsWith('/probe/')) return relay.fetch(request, env);
    const objectId = env.HOOKLATCH_RELAY.idFromName(searchParams.get('id') ?? '');
    return env.HOOKLATCH_RELAY.get(objectId).fetch(request);
  },
};

export default worker;
