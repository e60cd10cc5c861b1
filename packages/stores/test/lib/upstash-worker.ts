import { answerCall, type ObjectCall } from '../../src/lib/durable-call.ts';
import { upstashRedisStore } from '../../src/upstash-redis.ts';

interface Env {
  readonly UPSTASH_REDIS_REST_URL: string;
  readonly UPSTASH_REDIS_REST_TOKEN: string;
}

const worker: { fetch(request: Request, env: Env): Promise<Response> } = {
  async fetch(request, { UPSTASH_REDIS_REST_URL: url, UPSTASH_REDIS_REST_TOKEN: token }) {
    const store = upstashRedisStore({ url, token });
    return Response.json(await answerCall(store, (await request.json()) as ObjectCall));
  },
};

export default worker; // oxlint-disable-line import/no-default-export
