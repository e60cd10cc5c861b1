import { createHash } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import type { GatewayContext } from '../context.ts';
import type { ApiEnv } from './api.ts';
import { ApiError } from './api-error.ts';

/** How long an answer is kept. */
const answerKeptMs = 86_400_000;
/** After which nobody works on it any more: the process has ended. */
const abandonedMs = 60_000;

/** An answer as it is kept, sealed: it may hold a token. */
interface KeptAnswer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

/**
 * Answers a POST that was sent twice with the same `Idempotency-Key` as it was answered the first time.
 *
 * Only an answer of 2xx is kept: what has failed has changed nothing, and may be sent again.
 *
 * @param context - of the gateway
 */
export function replayAnswer(context: GatewayContext): MiddlewareHandler<ApiEnv> {
  const { db, vault, now } = context;
  return async (c, next) => {
    const key = c.req.header('idempotency-key');
    const actor = c.get('actor') as ApiEnv['Variables']['actor'] | undefined;
    if (c.req.method !== 'POST' || key === undefined || actor === undefined) return next();
    if (key === '' || key.length > 255)
      throw new ApiError(400, 'invalid_request', 'Idempotency-Key has 1 to 255 letters.');
    const hash = digest(actor.id, c.req.path, key);
    // A password may be in it.
    const request = vault.digest(digest(c.req.url, new Uint8Array(await c.req.arrayBuffer())));
    const kept = await claim(context, hash, request);
    if (kept !== undefined) {
      const { status, type, body } = JSON.parse(vault.open(kept, hash)) as KeptAnswer;
      // A Response of a status that has no body takes none, not even an empty one.
      c.res = new Response(body === '' ? null : body, {
        status,
        headers: { 'content-type': type, 'idempotency-replayed': 'true' },
      });
      return;
    }
    const drop = (): Promise<unknown> => db.deleteFrom('kept_answers').where('hash', '=', hash).execute();
    try {
      await next();
    } catch (error) {
      await drop();
      throw error;
    }
    if (!c.res.ok) return void (await drop());
    const body = await c.res.clone().text();
    const answer: KeptAnswer = { status: c.res.status, type: c.res.headers.get('content-type') ?? '', body };
    const sealed = vault.seal(JSON.stringify(answer), hash);
    await db
      .updateTable('kept_answers')
      .set({ answer: sealed, created_at: now() })
      .where('hash', '=', hash)
      .execute();
  };
}

/** Takes the key for this request, or gives what it was answered with. */
async function claim(
  { db, now }: GatewayContext,
  hash: string,
  request: string,
): Promise<Uint8Array | undefined> {
  const time = now();
  await db
    .deleteFrom('kept_answers')
    .where('hash', '=', hash)
    .where((where) =>
      where.or([
        where('created_at', '<=', time - answerKeptMs),
        where.and([where('answer', 'is', null), where('created_at', '<=', time - abandonedMs)]),
      ]),
    )
    .execute();
  const { numInsertedOrUpdatedRows: taken } = await db
    .insertInto('kept_answers')
    .values({ hash, request, answer: null, created_at: time })
    .onConflict((conflict) => conflict.column('hash').doNothing())
    .executeTakeFirst();
  if (taken) return undefined;
  const row = await db.selectFrom('kept_answers').selectAll().where('hash', '=', hash).executeTakeFirst();
  if (row !== undefined && row.request !== request) {
    throw new ApiError(
      422,
      'idempotency_key_reused',
      'This Idempotency-Key came with another request: make a new one.',
    );
  }
  if (!row?.answer)
    throw new ApiError(409, 'in_progress', 'The first request of this Idempotency-Key is still at work.');
  return row.answer;
}

/** Deletes answers that are kept no longer. */
export async function dropKeptAnswers({ db, now }: Pick<GatewayContext, 'db' | 'now'>): Promise<void> {
  await db
    .deleteFrom('kept_answers')
    .where('created_at', '<=', now() - answerKeptMs)
    .execute();
}

function digest(...parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  // Lengths between them, so that no two lists are the same text.
  for (const part of parts) hash.update(`${part.length}:`).update(part);
  return hash.digest('hex');
}
