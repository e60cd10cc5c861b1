import { changeRule, createRule, readRule } from '../alerting/rules.ts';
import type { Actor } from '../api/api.ts';
import { ApiError } from '../api/api-error.ts';
import type { ConfigChange } from '../api/config-schemas.ts';
import type { GatewayContext } from '../context.ts';
import type { Row } from '../database/schema.ts';
import { byName, changedFields, isSame, naming, toChange, unmanaged } from './compare.ts';
import type { FilledConfig, RuleConfig } from './gateway-config.ts';

/** Makes and changes rules, behind their channels. */
export async function applyRules(
  context: GatewayContext,
  actor: Pick<Actor, 'id'>,
  given: NonNullable<FilledConfig['rules']>,
): Promise<readonly ConfigChange[]> {
  const { db } = context;
  const rows = await db
    .selectFrom('rules')
    .selectAll()
    .where('deleted_at', 'is', null)
    .orderBy('name')
    .execute();
  const channels = await db
    .selectFrom('channels')
    .select(['id', 'name'])
    .where('deleted_at', 'is', null)
    .execute();
  const names = Object.keys(given);
  const known = byName('rule', rows, names);
  const changes: ConfigChange[] = [];
  for (const [name, one] of Object.entries(given)) {
    const row = known.get(name);
    const work = async (): Promise<ConfigChange> => {
      const channelIds = one.channels && toIds(one.channels, channels);
      if (row) return change(context, actor, row, { ...one, channelIds });
      await createRule(context, actor, { name, rule: one.rule, channelIds, isEnabled: one.isEnabled });
      return toChange('rule', name, { isNew: true });
    };
    // oxlint-disable-next-line no-await-in-loop
    changes.push(await naming('rule', name, work));
  }
  return [...changes, ...unmanaged('rule', rows, names)];
}

function toIds(
  names: readonly string[],
  channels: readonly { readonly id: string; readonly name: string }[],
): string[] {
  const known = byName('channel', channels, names);
  return names.map((name) => {
    const channel = known.get(name);
    if (channel) return channel.id;
    throw new ApiError(422, 'no_channel', `there is no channel ${name}.`);
  });
}

async function change(
  context: GatewayContext,
  actor: Pick<Actor, 'id'>,
  row: Row<'rules'>,
  { rule, channelIds, isEnabled }: RuleConfig & { readonly channelIds: string[] | undefined },
): Promise<ConfigChange> {
  const { id, name } = row;
  const { match, mode, severity, template } = readRule(rule, { id, name });
  const isOther = !isSame({ match, mode, severity, template }, JSON.parse(row.rule));
  const current = {
    channelIds: (JSON.parse(row.channels) as string[]).toSorted(),
    isEnabled: row.enabled === 1,
  };
  const changed = {
    ...(isOther && { rule }),
    ...changedFields({ channelIds: channelIds && [...new Set(channelIds)].toSorted(), isEnabled }, current),
  };
  if (Object.keys(changed).length > 0) await changeRule(context, actor, id, changed);
  const fields = Object.keys(changed).map((field) => (field === 'channelIds' ? 'channels' : field));
  return toChange('rule', name, { fields });
}
