import type { ConfigChange, ConfiguredKind } from '../api/config-schemas.ts';
import { ApiError } from '../api/api-error.ts';

/** Whether two values are the same as JSON, whatever the order of their members. */
export function isSame(left: unknown, right: unknown): boolean {
  return JSON.stringify(sorted(left)) === JSON.stringify(sorted(right));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, one]) => one !== undefined);
  return Object.fromEntries(
    entries.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([key, one]) => [key, sorted(one)]),
  );
}

/** Those of what is given that differ from what is there; what is not given is not asked. */
export function changedFields<Given extends object>(given: Given, current: Partial<Given>): Partial<Given> {
  const entries = Object.entries(given).filter(
    ([key, value]) => value !== undefined && !isSame(value, current[key as keyof Given]),
  );
  return Object.fromEntries(entries) as Partial<Given>;
}

/**
 * What is there, by name.
 *
 * @throws ApiError 409 where a name that the configuration has stands for two
 */
export function byName<Thing extends { readonly name: string }>(
  kind: ConfiguredKind,
  things: readonly Thing[],
  wanted: readonly string[],
): ReadonlyMap<string, Thing> {
  const named = new Map(things.map((thing) => [thing.name, thing]));
  const twice = wanted.find((name) => things.filter((thing) => thing.name === name).length > 1);
  if (twice === undefined) return named;
  throw new ApiError(
    409,
    'name_twice',
    `There are two of the kind ${kind} with the name ${twice}: rename one.`,
  );
}

/** What is there and not in the configuration. */
export function unmanaged(
  kind: ConfiguredKind,
  things: readonly { readonly name: string }[],
  wanted: readonly string[],
): readonly ConfigChange[] {
  return things
    .filter(({ name }) => !wanted.includes(name))
    .map(({ name }) => ({ kind, name, action: 'unmanaged', fields: [], url: null }));
}

/** One line of a plan. */
export function toChange(
  kind: ConfiguredKind,
  name: string,
  {
    isNew = false,
    fields = [],
    url = null,
  }: { readonly isNew?: boolean; readonly fields?: string[]; readonly url?: string | null },
): ConfigChange {
  const action = isNew ? 'create' : fields.length > 0 ? 'change' : 'nothing';
  return { kind, name, action, fields, url };
}

/** Lets a sentence of a part say which part it is. */
export async function naming<Result>(
  kind: ConfiguredKind,
  name: string,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ApiError) || error.status >= 500) throw error;
    throw new ApiError(error.status, error.code, `The ${kind} ${name}: ${error.message}`);
  }
}

/** @throws ApiError 422 where what cannot be changed is another one */
export function refuseOther(what: string, before: string, after: string): void {
  if (before === after) return;
  throw new ApiError(
    422,
    'not_changeable',
    `its ${what} is ${before}, and cannot be changed: give the new one another name.`,
  );
}
