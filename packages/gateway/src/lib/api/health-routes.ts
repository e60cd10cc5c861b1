import { sql } from 'kysely';
import type { Hono } from 'hono';
import type { GatewayContext } from '../context.ts';
import type { ApiEnv } from './api.ts';

/** How long the database may take. */
const patienceMs = 2000;

/** Answers whether the process lives (`/healthz`) and whether it can work (`/readyz`), to anybody. */
export function addHealth(app: Hono<ApiEnv>, { db }: GatewayContext, isStopping: () => boolean): void {
  const headers = { 'cache-control': 'no-store' };
  app.get('/healthz', (c) => c.json({ status: 'ok' }, 200, headers));
  app.get('/readyz', async (c) => {
    if (isStopping()) return c.json({ status: 'stopping' }, 503, headers);
    const isUp = await Promise.race([
      sql`SELECT 1`.execute(db).then(
        () => true,
        () => false,
      ),
      new Promise<false>((resolve) => setTimeout(resolve, patienceMs, false).unref()),
    ]);
    return isUp ? c.json({ status: 'ok' }, 200, headers) : c.json({ status: 'no database' }, 503, headers);
  });
}
