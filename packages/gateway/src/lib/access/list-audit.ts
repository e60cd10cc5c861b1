import type { AuditEntry } from '../api/access-schemas.ts';
import type { GatewayContext } from '../context.ts';

/**
 * What was done, the newest first.
 *
 * @param page - where it goes on, and how much of it
 */
export async function listAudit(
  { db }: Pick<GatewayContext, 'db'>,
  page: { readonly cursor?: string | undefined; readonly limit: number },
): Promise<{ items: AuditEntry[]; next: string | null }> {
  let query = db
    .selectFrom('audit')
    .leftJoin('users', 'users.id', 'audit.actor')
    .leftJoin('tokens', 'tokens.id', 'audit.actor')
    .select(['audit.id', 'audit.at', 'audit.actor', 'audit.action', 'audit.subject', 'audit.detail'])
    .select(['users.name as user', 'tokens.name as token'])
    .orderBy('audit.id', 'desc')
    .limit(page.limit + 1);
  if (page.cursor !== undefined) query = query.where('audit.id', '<', page.cursor);
  const rows = await query.execute();
  const items = rows.slice(0, page.limit).map(({ user, token, detail, ...row }) => ({
    ...row,
    actorName: user ?? token,
    detail: detail === null ? null : (JSON.parse(detail) as Record<string, unknown>),
  }));
  return { items, next: rows.length > page.limit ? (items.at(-1)?.id ?? null) : null };
}
