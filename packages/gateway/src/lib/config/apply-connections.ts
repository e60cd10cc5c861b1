import type { Actor } from '../api/api.ts';
import { ApiError } from '../api/api-error.ts';
import type { ConfigChange } from '../api/config-schemas.ts';
import type { GatewayContext } from '../context.ts';
import { changeConnection, createConnection } from '../forwarding/connections.ts';
import { byName, changedFields, naming, toChange, unmanaged } from './compare.ts';
import type { ConnectionConfig, FilledConfig } from './gateway-config.ts';

/** Makes and changes connections, behind what they join. */
export async function applyConnections(
  context: GatewayContext,
  actor: Pick<Actor, 'id'>,
  given: NonNullable<FilledConfig['connections']>,
): Promise<readonly ConfigChange[]> {
  const rows = await readConnections(context);
  const names = given.map(nameOf);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw new ApiError(422, 'name_twice', `The connection ${twice} is there twice.`);
  const known = byName('connection', rows, names);
  const changes: ConfigChange[] = [];
  for (const one of given) {
    const name = nameOf(one);
    const row = known.get(name);
    const { filter, isEnabled } = one;
    const work = async (): Promise<ConfigChange> => {
      if (!row) {
        const ends = {
          endpointId: await findId(context, 'endpoints', one.from),
          destinationId: await findId(context, 'destinations', one.to),
        };
        await createConnection(context, actor, { ...ends, filter, isEnabled });
        return toChange('connection', name, { isNew: true });
      }
      // A filter that says nothing is none.
      const wanted = filter === undefined ? undefined : filter?.trim() || null;
      const changed = changedFields(
        { filter: wanted, isEnabled },
        { filter: row.filter, isEnabled: row.enabled === 1 },
      );
      if (Object.keys(changed).length > 0) await changeConnection(context, actor, row.id, changed);
      return toChange('connection', name, { fields: Object.keys(changed) });
    };
    // oxlint-disable-next-line no-await-in-loop
    changes.push(await naming('connection', name, work));
  }
  return [...changes, ...unmanaged('connection', rows, names)];
}

const nameOf = ({ from, to }: Pick<ConnectionConfig, 'from' | 'to'>): string => `${from} → ${to}`;

interface NamedConnection {
  readonly id: string;
  readonly name: string;
  readonly filter: string | null;
  readonly enabled: 0 | 1;
}

async function readConnections({ db }: GatewayContext): Promise<readonly NamedConnection[]> {
  const rows = await db
    .selectFrom('connections')
    .innerJoin('endpoints', 'endpoints.id', 'connections.endpoint_id')
    .innerJoin('destinations', 'destinations.id', 'connections.destination_id')
    .select(['connections.id', 'connections.filter', 'connections.enabled'])
    .select(['endpoints.name as from', 'destinations.name as to'])
    .where('endpoints.deleted_at', 'is', null)
    .where('destinations.deleted_at', 'is', null)
    .orderBy('connections.id')
    .execute();
  return rows.map(({ id, filter, enabled, from, to }) => ({
    id,
    filter,
    enabled,
    name: nameOf({ from, to }),
  }));
}

async function findId(
  { db }: GatewayContext,
  table: 'endpoints' | 'destinations',
  name: string,
): Promise<string> {
  const rows = await db
    .selectFrom(table)
    .select('id')
    .where('name', '=', name)
    .where('deleted_at', 'is', null)
    .limit(2)
    .execute();
  const [first, second] = rows;
  if (first && !second) return first.id;
  const kind = table.slice(0, -1);
  throw first
    ? new ApiError(409, 'name_twice', `there are two of the kind ${kind} with the name ${name}: rename one.`)
    : new ApiError(422, `no_${kind}`, `there is no ${kind} ${name}.`);
}
