import { writeAudit } from '../access/write-audit.ts';
import type { Actor } from '../api/api.ts';
import type {
  GatewayChoices,
  GatewayChoicesChange,
  RetentionPlan,
  RetentionQuestion,
} from '../api/setting-schemas.ts';
import type { GatewayContext } from '../context.ts';
import { readLogSize } from '../log/log-size.ts';
import { planRetention } from '../log/plan-retention.ts';
import { readLimits } from '../log/run-retention.ts';
import type { Tx } from '../database/open-database.ts';

const dayMs = 86_400_000;

/** What is changed while the gateway runs: the settings' table, and where it says nothing, how it was started. */
export async function readChoices(context: GatewayContext): Promise<GatewayChoices> {
  const { retentionMs, maxLogBytes = null } = await readLimits(context);
  return { retentionDays: retentionMs / dayMs, maxLogBytes, storage: await readLogSize(context.db) };
}

/** How many events would go at once if these were the settings. */
export async function planChoices(
  context: GatewayContext,
  { retentionDays, maxLogBytes }: RetentionQuestion,
): Promise<RetentionPlan> {
  const now = await readLimits(context);
  const events = await planRetention(context, {
    retentionMs: retentionDays === undefined ? now.retentionMs : retentionDays * dayMs,
    maxLogBytes: maxLogBytes === undefined ? now.maxLogBytes : maxLogBytes === '' ? undefined : maxLogBytes,
  });
  return { events };
}

/** Changes what is changed while the gateway runs; who works by it is told. */
export async function changeChoices(
  context: GatewayContext,
  actor: Actor,
  change: GatewayChoicesChange,
): Promise<void> {
  const { retentionDays, maxLogBytes } = change;
  await context.transaction(async (tx) => {
    if (retentionDays !== undefined) await write(tx, 'retention_days', String(retentionDays));
    if (maxLogBytes !== undefined)
      await write(tx, 'max_log_bytes', maxLogBytes === null ? '' : String(maxLogBytes));
    await writeAudit(tx, context.now(), { actor, action: 'settings.change', detail: change });
  });
  context.bus.tell({ kind: 'configured', what: 'settings' });
}

async function write(tx: Tx, name: string, value: string): Promise<void> {
  await tx
    .insertInto('settings')
    .values({ name, value })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
    .execute();
}
