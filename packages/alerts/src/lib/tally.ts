import type { AlertRow } from './alert-message.ts';

/** How often things came, by type. Plain JSON. */
export interface Tally {
  readonly total: number;
  readonly failures: number;
  /** Type, count, and how often something of them has failed. */
  readonly types: readonly (readonly [type: string, count: number, failures: number])[];
  /** What has no room among the types: how many, and how many of them have failed. */
  readonly others: readonly [count: number, failures: number];
}

/** How many types are counted apart, and how long the name of one may be. */
const largest = { types: 200, letters: 200 };
const rowLimit = 20;

/**
 * A tally.
 *
 * @param types - type, count, and how many of them have failed (none)
 * @returns the tally, with those that came most often where there are too many
 */
export function toTally(types: Tally['types'] = []): Tally {
  const sorted = types.toSorted(([, left], [, right]) => right - left);
  const rest = sorted.slice(largest.types);
  const sum = (of: Tally['types'], at: 1 | 2): number => of.reduce((total, one) => total + one[at], 0);
  return {
    total: sum(types, 1),
    failures: sum(types, 2),
    types: sorted
      .slice(0, largest.types)
      .map(([type, ...counts]) => [type.slice(0, largest.letters), ...counts]),
    others: [sum(rest, 1), sum(rest, 2)],
  };
}

/**
 * Counts one more.
 *
 * @param tally - what was counted
 * @param type - its type
 * @param isFailure - whether it has failed
 * @returns another tally
 */
export function addToTally(tally: Tally, type: string, isFailure: boolean): Tally {
  const name = type.slice(0, largest.letters);
  const failed = isFailure ? 1 : 0;
  const known = tally.types.some(([one]) => one === name);
  const isOther = !known && tally.types.length >= largest.types;
  const types = known
    ? tally.types.map((one) => (one[0] === name ? ([name, one[1] + 1, one[2] + failed] as const) : one))
    : [...tally.types, ...(isOther ? [] : [[name, 1, failed] as const])];
  const [count, failures] = tally.others;
  return {
    total: tally.total + 1,
    failures: tally.failures + failed,
    types,
    others: isOther ? [count + 1, failures + failed] : tally.others,
  };
}

/**
 * Both together.
 *
 * @param left - what was counted
 * @param right - what was counted elsewhere
 * @returns another tally
 */
export function joinTallies(left: Tally, right: Tally): Tally {
  const types = new Map(left.types.map((one) => [one[0], one]));
  for (const [type, count, failures] of right.types) {
    const known = types.get(type);
    types.set(type, [type, count + (known?.[1] ?? 0), failures + (known?.[2] ?? 0)]);
  }
  const joined = toTally([...types.values()]);
  const others = [left.others, right.others];
  const count = others.reduce((sum, [more]) => sum + more, 0);
  const failures = others.reduce((sum, [, more]) => sum + more, 0);
  return {
    ...joined,
    total: joined.total + count,
    failures: joined.failures + failures,
    others: [joined.others[0] + count, joined.others[1] + failures],
  };
}

/**
 * At most 20 rows: what has failed first, then what came most often, and one for all that is left.
 *
 * @param tally - what was counted
 * @param before - the same of the window before, where there was one
 * @returns the rows
 */
export function toRows(tally: Tally, before?: Tally): readonly AlertRow[] {
  const earlier = new Map(before?.types.map((one) => [one[0], one]));
  const rowsOf = ([type, count, failures]: Tally['types'][number]): AlertRow[] => {
    const known = earlier.get(type);
    const past = before && { all: known?.[1] ?? 0, failed: known?.[2] ?? 0 };
    const name = type === '' ? '(no type)' : type;
    // Of one event several things may fail.
    const pastFine = past && Math.max(0, past.all - past.failed);
    const fine = { name, count: count - failures, before: pastFine, isFailure: false };
    const failed = { name, count: failures, before: past?.failed, isFailure: true };
    return [failed, fine].filter((row) => row.count > 0);
  };
  const rows = tally.types.flatMap(rowsOf);
  const [count, failures] = tally.others;
  const sorted = rows.toSorted(
    (left, right) =>
      Number(right.isFailure) - Number(left.isFailure) ||
      right.count - left.count ||
      (left.name < right.name ? -1 : 1),
  );
  if (sorted.length <= rowLimit && count === 0) return sorted;
  const shown = sorted.slice(0, rowLimit - 1);
  const rest = sorted.slice(rowLimit - 1);
  const restCount = rest.reduce((sum, row) => sum + row.count, 0) + count;
  const isFailure = rest.some((row) => row.isFailure) || failures > 0;
  return [...shown, { name: '(all others)', count: restCount, isFailure }];
}
