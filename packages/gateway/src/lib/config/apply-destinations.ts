import type { Actor } from '../api/api.ts';
import type { ConfigChange } from '../api/config-schemas.ts';
import type { GatewayContext } from '../context.ts';
import type { Row } from '../database/schema.ts';
import { readConfig } from '../forwarding/destination-config.ts';
import { openDestination } from '../forwarding/destination-secrets.ts';
import { changeDestination, createDestination, refusing } from '../forwarding/destinations.ts';
import { createAddressGuard } from '../outbound/address-guard.ts';
import { byName, changedFields, isSame, naming, refuseOther, toChange, unmanaged } from './compare.ts';
import type { DestinationConfig, FilledConfig } from './gateway-config.ts';

/** Makes and changes destinations. */
export async function applyDestinations(
  context: GatewayContext,
  actor: Pick<Actor, 'id'>,
  given: NonNullable<FilledConfig['destinations']>,
): Promise<readonly ConfigChange[]> {
  const rows = await context.db
    .selectFrom('destinations')
    .selectAll()
    .where('deleted_at', 'is', null)
    .orderBy('name')
    .execute();
  const names = Object.keys(given);
  const known = byName('destination', rows, names);
  const changes: ConfigChange[] = [];
  for (const [name, one] of Object.entries(given)) {
    const row = known.get(name);
    const work = async (): Promise<ConfigChange> => {
      if (row) return change(context, actor, row, one);
      await createDestination(context, actor, { ...one, name });
      return toChange('destination', name, { isNew: true });
    };
    // oxlint-disable-next-line no-await-in-loop
    changes.push(await naming('destination', name, work));
  }
  return [...changes, ...unmanaged('destination', rows, names)];
}

async function change(
  context: GatewayContext,
  actor: Pick<Actor, 'id'>,
  row: Row<'destinations'>,
  { kind, config, ...rest }: DestinationConfig,
): Promise<ConfigChange> {
  refuseOther('kind', row.kind, kind);
  const current = {
    timeoutMs: row.timeout_ms,
    schedule: row.schedule === null ? null : (JSON.parse(row.schedule) as number[]),
    ratePerSecond: row.rate_per_second,
    concurrency: row.concurrency,
  };
  const isOther = config !== undefined && isOtherConfig(context, row, config);
  const changed = { ...changedFields(rest, current), ...(isOther && { config }) };
  if (Object.keys(changed).length > 0) await changeDestination(context, actor, row.id, changed);
  return toChange('destination', row.name, { fields: Object.keys(changed) });
}

function isOtherConfig(context: GatewayContext, row: Row<'destinations'>, config: unknown): boolean {
  const guard = createAddressGuard(context.settings.allowedAddresses);
  const { given } = refusing('config', () => readConfig(row.kind, config, guard));
  // What the gateway has made itself is not asked.
  const {
    signingSecret: _secret,
    tokenHash: _hash,
    ...own
  } = openDestination(context, row).config as Record<string, unknown>;
  return !isSame(given, own);
}
