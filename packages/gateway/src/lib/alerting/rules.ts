import { toRule, type AlertRule } from '@hooklatch/alerts/rules';
import { writeAudit } from '../access/write-audit.ts';
import type { Actor } from '../api/api.ts';
import { ApiError, found } from '../api/api-error.ts';
import type { NewRule, RuleChange, RuleView } from '../api/rule-schemas.ts';
import type { GatewayContext } from '../context.ts';
import { createId } from '../create-id.ts';
import type { Row } from '../database/schema.ts';
import { freshMemory } from './rule-memory.ts';

/** What the API shows of a row. */
export function viewRule(row: Row<'rules'>): RuleView {
  return {
    id: row.id,
    name: row.name,
    isEnabled: row.enabled === 1,
    rule: JSON.parse(row.rule) as Record<string, unknown>,
    channelIds: JSON.parse(row.channels) as string[],
    createdAt: row.created_at,
  };
}

/** Every rule, by name. */
export async function listRules({ db }: GatewayContext): Promise<RuleView[]> {
  const rows = await db
    .selectFrom('rules')
    .selectAll()
    .where('deleted_at', 'is', null)
    .orderBy('name')
    .orderBy('id')
    .execute();
  return rows.map(viewRule);
}

/** @throws ApiError 404 */
export async function findRule({ db }: Pick<GatewayContext, 'db'>, id: string): Promise<Row<'rules'>> {
  const row = await db
    .selectFrom('rules')
    .selectAll()
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  return found(row, 'rule');
}

/** Reads a rule, strictly. @throws ApiError 422 with the path of the mistake */
export function readRule(json: unknown, known: { readonly id: string; readonly name: string }): AlertRule {
  try {
    return toRule(json, known);
  } catch (error) {
    if (error instanceof TypeError) throw new ApiError(422, 'rule', error.message);
    throw error;
  }
}

/** A rule as it is kept: who speaks, and where to, stand beside it. */
const writeRule = ({ match, mode, severity, template }: AlertRule): string =>
  JSON.stringify({ match, mode, severity, template });

/** Makes a rule. @throws ApiError 422 */
export async function createRule(
  context: GatewayContext,
  actor: Pick<Actor, 'id'>,
  given: NewRule,
): Promise<RuleView> {
  const now = context.now();
  const id = createId('rul', now);
  const { name, channelIds = [], isEnabled = true } = given;
  const rule = readRule(given.rule, { id, name });
  await checkChannels(context, channelIds);
  const row: Row<'rules'> = {
    id,
    name,
    enabled: isEnabled ? 1 : 0,
    rule: writeRule(rule),
    channels: JSON.stringify([...new Set(channelIds)]),
    state: JSON.stringify(freshMemory(now)),
    created_at: now,
    updated_at: now,
    deleted_at: null,
  };
  await context.transaction(async (tx) => {
    await tx.insertInto('rules').values(row).execute();
    await writeAudit(tx, now, { actor, action: 'rule.create', subject: id, detail: { name } });
  });
  context.bus.tell({ kind: 'configured', what: 'rules' });
  return viewRule(row);
}

/** Changes a rule. One that asks for something else, or is turned on again, remembers nothing. @throws ApiError 404, 422 */
export async function changeRule(
  context: GatewayContext,
  actor: Pick<Actor, 'id'>,
  id: string,
  given: RuleChange,
): Promise<RuleView> {
  const row = await findRule(context, id);
  const name = given.name ?? row.name;
  const rule = given.rule === undefined ? row.rule : writeRule(readRule(given.rule, { id, name }));
  if (given.channelIds) await checkChannels(context, given.channelIds);
  const now = Math.max(context.now(), row.updated_at + 1);
  const enabled = given.isEnabled === undefined ? row.enabled : given.isEnabled ? (1 as const) : (0 as const);
  const isOther = rule !== row.rule || (enabled === 1 && row.enabled === 0);
  const change = {
    name,
    rule,
    enabled,
    ...(given.channelIds && { channels: JSON.stringify([...new Set(given.channelIds)]) }),
    ...(isOther && { state: JSON.stringify(freshMemory(now)) }),
    updated_at: now,
  };
  const changed = await context.transaction(async (tx) => {
    await writeAudit(tx, now, {
      actor,
      action: 'rule.update',
      subject: id,
      detail: { fields: Object.keys(given) },
    });
    return tx.updateTable('rules').set(change).where('id', '=', id).returningAll().executeTakeFirstOrThrow();
  });
  context.bus.tell({ kind: 'configured', what: 'rules' });
  return viewRule(changed);
}

/** Deletes a rule; what it has said already is sent all the same. @throws ApiError 404 */
export async function deleteRule(
  context: GatewayContext,
  actor: Pick<Actor, 'id'>,
  id: string,
): Promise<void> {
  await findRule(context, id);
  const now = context.now();
  await context.transaction(async (tx) => {
    await tx.updateTable('rules').set({ deleted_at: now, updated_at: now }).where('id', '=', id).execute();
    await writeAudit(tx, now, { actor, action: 'rule.delete', subject: id });
  });
  context.bus.tell({ kind: 'configured', what: 'rules' });
}

async function checkChannels({ db }: GatewayContext, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const rows = await db
    .selectFrom('channels')
    .select('id')
    .where('id', 'in', ids)
    .where('deleted_at', 'is', null)
    .execute();
  const known = new Set(rows.map(({ id }) => id));
  const missing = ids.findIndex((id) => !known.has(id));
  if (missing >= 0)
    throw new ApiError(422, 'channels', `There is no such channel at channelIds[${missing}].`);
}
