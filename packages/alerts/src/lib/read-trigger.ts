import type { JsonReader } from './json-reader.ts';
import type { RuleTrigger } from './rule.ts';

const kinds = ['event', 'failure', 'silence', 'burst', 'rotation'] as const;
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const monthMs = 31 * 24 * hourMs;

/**
 * Reads what makes a rule speak: a kind, or an object with one.
 *
 * @param reader - where it stands
 * @returns the trigger, with every default filled in
 * @throws TypeError with the path of the mistake
 */
export function readTrigger(reader: JsonReader): RuleTrigger {
  const isShort = typeof reader.value === 'string';
  const kind = (isShort ? reader : reader.at('kind')).oneOf(kinds);
  const only = (...names: string[]): void => {
    if (!isShort) reader.object(['kind', ...names]);
  };
  const number = (
    name: string,
    usual: number | undefined,
    least: number,
    most: number,
    isWhole = true,
  ): number => {
    const given = reader.at(name);
    return given.value === undefined && usual !== undefined ? usual : given.number(least, most, isWhole);
  };
  const repeatIntervalMs = (): number => number('repeatIntervalMs', 4 * hourMs, minuteMs, monthMs);
  const withinMs = (): number => number('withinMs', 5 * minuteMs, 1000, monthMs);
  switch (kind) {
    case 'event':
      only();
      return { kind };
    case 'failure':
      only('failures', 'withinMs', 'repeatIntervalMs', 'limit');
      return {
        kind,
        failures: number('failures', 5, 1, 10_000),
        withinMs: withinMs(),
        repeatIntervalMs: repeatIntervalMs(),
        limit: number('limit', 20, 0, 10_000),
      };
    case 'silence':
      only('hours');
      return { kind, hours: number('hours', undefined, 0.01, 24 * 366, false) };
    case 'burst':
      only('count', 'withinMs', 'codes', 'repeatIntervalMs');
      return {
        kind,
        count: number('count', 10, 1, 100_000),
        withinMs: withinMs(),
        codes: readCodes(reader.at('codes')),
        repeatIntervalMs: repeatIntervalMs(),
      };
    case 'rotation':
      only('days');
      return { kind, days: number('days', 7, 0.01, 366, false) };
  }
}

function readCodes(reader: JsonReader): readonly string[] {
  if (reader.value === undefined) return ['signature_mismatch', 'signature_missing'];
  const codes = reader.list(50).map((item) => item.text(80));
  if (codes.length === 0) throw reader.mistake('something in the list, or no list');
  return codes;
}
