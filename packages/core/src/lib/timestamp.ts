/** How a scheme writes a point in time: Unix seconds, Unix milliseconds, or ISO 8601 with an offset. */
export type TimestampUnit = 'unix' | 'ms' | 'iso';

const grammars: Readonly<Record<TimestampUnit, RegExp>> = {
  unix: /^[1-9]\d{0,11}$/,
  ms: /^[1-9]\d{0,14}$/,
  iso: /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?)\d{0,6}(?:(Z)|([+-]\d\d):?(\d\d))$/,
};

/** Unix milliseconds of a timestamp's text; NaN where it does not follow the unit's grammar. */
export function readTimestamp(text: string, unit: TimestampUnit): number {
  const [found, time, zone, hours, minutes] = grammars[unit].exec(text) ?? [];
  if (found === undefined) return Number.NaN;
  if (unit === 'iso') return Date.parse(`${time}${zone ?? `${hours}:${minutes}`}`);
  return unit === 'ms' ? Number(text) : Number(text) * 1000;
}
