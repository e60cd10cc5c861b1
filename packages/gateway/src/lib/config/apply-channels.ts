import { readChannelConfig } from '../alerting/channel-config.ts';
import { changeChannel, createChannel } from '../alerting/channels.ts';
import type { Actor } from '../api/api.ts';
import type { ConfigChange } from '../api/config-schemas.ts';
import type { GatewayContext } from '../context.ts';
import type { Row } from '../database/schema.ts';
import { refusing } from '../forwarding/destinations.ts';
import { byName, isSame, naming, refuseOther, toChange, unmanaged } from './compare.ts';
import type { ChannelConfig, FilledConfig } from './gateway-config.ts';

/** Makes and changes channels. */
export async function applyChannels(
  context: GatewayContext,
  actor: Pick<Actor, 'id'>,
  given: NonNullable<FilledConfig['channels']>,
): Promise<readonly ConfigChange[]> {
  const rows = await context.db
    .selectFrom('channels')
    .selectAll()
    .where('deleted_at', 'is', null)
    .orderBy('name')
    .execute();
  const names = Object.keys(given);
  const known = byName('channel', rows, names);
  const changes: ConfigChange[] = [];
  for (const [name, one] of Object.entries(given)) {
    const row = known.get(name);
    const work = async (): Promise<ConfigChange> => {
      if (row) return change(context, actor, row, one);
      await createChannel(context, actor, { name, kind: one.kind, config: { ...one.config } });
      return toChange('channel', name, { isNew: true });
    };
    // oxlint-disable-next-line no-await-in-loop
    changes.push(await naming('channel', name, work));
  }
  return [...changes, ...unmanaged('channel', rows, names)];
}

async function change(
  context: GatewayContext,
  actor: Pick<Actor, 'id'>,
  row: Row<'channels'>,
  { kind, config }: ChannelConfig,
): Promise<ConfigChange> {
  refuseOther('kind', row.kind, kind);
  const own = JSON.parse(context.vault.open(row.config, row.id)) as Record<string, unknown>;
  // A webhook keeps its secret where no other is given.
  const kept =
    kind === 'webhook' && !Object.hasOwn(config, 'secret') ? { ...config, secret: own['secret'] } : config;
  const read = refusing('config', () => readChannelConfig(kind, kept));
  if (isSame(read, own)) return toChange('channel', row.name, {});
  await changeChannel(context, actor, row.id, { config: { ...config } });
  return toChange('channel', row.name, { fields: ['config'] });
}
