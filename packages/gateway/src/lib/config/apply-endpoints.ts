import type { Actor } from '../api/api.ts';
import type { ConfigChange } from '../api/config-schemas.ts';
import type { GatewayContext } from '../context.ts';
import type { Row } from '../database/schema.ts';
import { endpointUrl } from '../endpoints/endpoint-address.ts';
import { changeEndpoint, createEndpoint } from '../endpoints/endpoints.ts';
import { readSecrets } from '../endpoints/read-secrets.ts';
import { mergeOptions, readOptions } from '../endpoints/secret-options.ts';
import { addSecret } from '../endpoints/secrets.ts';
import { fingerprintOf } from '../vault.ts';
import { byName, changedFields, isSame, naming, refuseOther, toChange, unmanaged } from './compare.ts';
import type { EndpointConfig, FilledConfig } from './gateway-config.ts';

type Given = EndpointConfig<string>;

/** Makes and changes endpoints. */
export async function applyEndpoints(
  context: GatewayContext,
  actor: Pick<Actor, 'id'>,
  given: NonNullable<FilledConfig['endpoints']>,
): Promise<readonly ConfigChange[]> {
  const rows = await context.db
    .selectFrom('endpoints')
    .selectAll()
    .where('deleted_at', 'is', null)
    .orderBy('name')
    .execute();
  const names = Object.keys(given);
  const known = byName('endpoint', rows, names);
  const changes: ConfigChange[] = [];
  for (const [name, one] of Object.entries(given)) {
    const row = known.get(name);
    // One after the other: they share a transaction.
    // oxlint-disable-next-line no-await-in-loop
    changes.push(
      await naming('endpoint', name, () =>
        row ? change(context, actor, row, one) : create(context, actor, name, one),
      ),
    );
  }
  return [...changes, ...unmanaged('endpoint', rows, names)];
}

async function create(
  context: GatewayContext,
  actor: Pick<Actor, 'id'>,
  name: string,
  given: Given,
): Promise<ConfigChange> {
  const { isEnabled, secrets, options, ...rest } = given;
  const row = await createEndpoint(context, actor, {
    ...rest,
    name,
    ...(secrets && { secrets: [...secrets] }),
    ...(options && { options: { ...options } }),
  });
  if (isEnabled === false) await changeEndpoint(context, actor, row.id, { isEnabled });
  return toChange('endpoint', name, { isNew: true, url: endpointUrl(context, row.slug) });
}

async function change(
  context: GatewayContext,
  actor: Pick<Actor, 'id'>,
  row: Row<'endpoints'>,
  { provider, secrets = [], options, ...rest }: Given,
): Promise<ConfigChange> {
  refuseOther('provider', row.provider, provider);
  const { vault } = context;
  const current = {
    isEnabled: row.enabled === 1,
    responseMode: row.response_mode,
    replyTimeoutMs: row.reply_timeout_ms,
    maxBodyBytes: row.max_body_bytes,
  };
  const plain = readOptions(row.options, vault, row.id);
  const isOther = options !== undefined && !isSame(mergeOptions(options, plain), plain);
  const changed = { ...changedFields(rest, current), ...(isOther && { options: { ...options } }) };
  const fields = Object.keys(changed);
  if (fields.length > 0) await changeEndpoint(context, actor, row.id, changed);
  const now = context.now();
  const own = (await readSecrets(context.db, [row.id])).get(row.id) ?? [];
  const good = new Set(
    own.filter(({ expires_at: end }) => end === null || end > now).map((one) => one.fingerprint),
  );
  const missing = secrets.filter((secret) => !good.has(fingerprintOf(secret)));
  // Each goes before those that are there, so that the first of the list comes last.
  for (const secret of missing.toReversed()) {
    // oxlint-disable-next-line no-await-in-loop
    await addSecret(context, actor, row.id, { secret });
  }
  if (missing.length > 0) fields.push('secrets');
  return toChange('endpoint', row.name, { fields, url: endpointUrl(context, row.slug) });
}
