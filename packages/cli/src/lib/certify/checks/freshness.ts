import type { CheckGroup } from '../check.ts';
import { claimOfProbe } from '../claim.ts';
import { withHeaders, type Probe } from '../probe.ts';
import { toRefusal, type Made, type RefusalRow } from '../row.ts';
import type { Stage } from '../stage.ts';

const minute = 60_000;
const day = 86_400_000;
const unsigned =
  'This provider signs no time: only what remembers the event protects from a delivery that is sent once more.';

/** Signed by the provider, at another time. */
const signedAt =
  (shift: (toleranceMs: number) => number) =>
  async (stage: Stage): Promise<Made> => {
    const { toleranceMs, provider } = stage;
    if (toleranceMs > 30 * day) return `${provider.name} allows deliveries of any age.`;
    return stage.genuine({ time: Date.now() + shift(toleranceMs) });
  };

/** A stale delivery with the time of a fresh one. */
async function revived(stage: Stage, genuine: Probe): Promise<Made> {
  const stale = await signedAt((tolerance) => -tolerance - minute)(stage);
  if (typeof stale === 'string') return stale;
  const [then, now] = [claimOfProbe(stage, stale)?.timestamp, claimOfProbe(stage, genuine)?.timestamp];
  if (!then || !now) return 'No time stands in the headers.';
  return withHeaders(stale, (pairs) =>
    pairs.map(([name, value]) => [name, value.replaceAll(then, now)] as const),
  );
}

/** A time that is no number: a comparison with it is never true. */
async function nonsense(stage: Stage, genuine: Probe): Promise<Made> {
  const time = claimOfProbe(stage, genuine)?.timestamp;
  if (!time) return 'No time stands in the headers.';
  return withHeaders(genuine, (pairs) =>
    pairs.map(([name, value]) => [name, value.replaceAll(time, 'NaN')] as const),
  );
}

const rows: readonly RefusalRow[] = [
  {
    name: 'stale',
    title: 'a delivery that is older than the provider allows is refused',
    make: signedAt((tolerance) => -tolerance - minute),
    unless: unsigned,
    change:
      'Refuse a timestamp that is further from now than the tolerance: whoever has recorded a delivery can send it again for ever.',
  },
  {
    name: 'day-old',
    title: 'a delivery of yesterday is refused',
    make: signedAt((tolerance) => -tolerance - day),
    unless: unsigned,
    change: 'Look at the timestamp at all: refuse what is older than the tolerance.',
  },
  {
    name: 'future',
    title: 'a delivery from the future is refused',
    make: signedAt((tolerance) => tolerance + minute),
    unless: unsigned,
    change:
      'Bound the time on both sides, by its absolute difference from now: a delivery dated ahead stays valid for that long.',
  },
  {
    name: 'revived',
    title: 'a stale delivery with a new timestamp is refused',
    make: revived,
    unless: unsigned,
    change: 'Sign the timestamp together with the body, as it was received: it is read, but not proved.',
  },
  {
    name: 'nonsense-time',
    title: 'a timestamp that is no number is refused',
    make: nonsense,
    unless: unsigned,
    change: 'Refuse a timestamp that is no decimal number before anything is compared with it.',
  },
];

/** What was recorded, and is sent again. */
export const freshness: CheckGroup = {
  name: 'freshness',
  title: 'what was recorded and is sent at another time',
  checks: rows.map(toRefusal),
};
