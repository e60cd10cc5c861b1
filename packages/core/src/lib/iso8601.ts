import type { TimestampFormat } from './timestamp.ts';

const grammar = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?)\d{0,6}(?:(Z)|([+-]\d\d):?(\d\d))$/;

/** Points in time as ISO 8601 has them, with an offset and up to nine digits of a second. */
export const iso8601: TimestampFormat = {
  read(text) {
    const [found, time, zone, hours, minutes] = grammar.exec(text) ?? [];
    return found === undefined ? Number.NaN : Date.parse(`${time}${zone ?? `${hours}:${minutes}`}`);
  },
  write: (time) => new Date(time).toISOString(),
};
