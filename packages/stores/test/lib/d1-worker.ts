import { d1Store, type D1Like } from '../../src/d1.ts';
import { answerCall, type ObjectCall } from '../../src/lib/durable-call.ts';

interface Env {
  readonly DB: D1Like;
}

/** Does what a path says. */
async function answer(path: string, body: unknown, { DB }: Env): Promise<unknown> {
  const unmigrated = d1Store({ database: DB, table: 'shop_events', migrate: false });
  switch (path) {
    case '/store':
      return answerCall(d1Store({ database: DB }), body as ObjectCall);
    case '/unmigrated':
      return answerCall(unmigrated, body as ObjectCall);
    case '/migrate':
      return (await unmigrated.migrate()) ?? null;
    case '/pruning': {
      // Each claim is the one that prunes.
      const { random } = Math;
      Math.random = () => 0;
      const claim = answerCall(d1Store({ database: DB }), body as ObjectCall);
      return claim.finally(() => void (Math.random = random));
    }
    default: {
      const [answered] = await DB.batch([DB.prepare(String(body))]);
      return answered?.results;
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
