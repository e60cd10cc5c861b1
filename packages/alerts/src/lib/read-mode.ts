import type { JsonReader } from './json-reader.ts';
import type { RuleMode } from './rule.ts';

const kinds = ['each', 'throttle', 'digest'] as const;
const dayMs = 86_400_000;

/**
 * Reads how often a rule speaks: a kind, or an object with one.
 *
 * @param reader - where it stands
 * @returns the mode, with every default filled in (`each`)
 * @throws TypeError with the path of the mistake
 */
export function readMode(reader: JsonReader): RuleMode {
  if (reader.value === undefined) return { kind: 'each' };
  const isShort = typeof reader.value === 'string';
  const kind = (isShort ? reader : reader.at('kind')).oneOf(kinds);
  const only = (...names: string[]): void => {
    if (!isShort) reader.object(['kind', ...names]);
  };
  const number = (name: string, usual: number, least: number, most: number): number => {
    const given = reader.at(name);
    return given.value === undefined ? usual : given.number(least, most, true);
  };
  const oneOf = <Name extends string>(name: string, names: readonly [Name, ...Name[]]): Name => {
    const given = reader.at(name);
    return given.value === undefined ? names[0] : given.oneOf(names);
  };
  switch (kind) {
    case 'each':
      only();
      return { kind };
    case 'throttle':
      only('limit', 'groupWaitMs', 'groupIntervalMs');
      return {
        kind,
        limit: number('limit', 5, 0, 1000),
        groupWaitMs: number('groupWaitMs', 30_000, 1000, dayMs),
        groupIntervalMs: number('groupIntervalMs', 300_000, 1000, dayMs),
      };
    case 'digest': {
      only('cron', 'timeZone', 'empty', 'catchUp');
      const timeZone = reader.at('timeZone');
      return {
        kind,
        cron: reader.at('cron').text(100),
        timeZone: timeZone.value === undefined ? 'UTC' : timeZone.text(80),
        empty: oneOf('empty', ['never', 'always', 'heartbeat']),
        catchUp: oneOf('catchUp', ['merge', 'each', 'skip']),
      };
    }
  }
}
