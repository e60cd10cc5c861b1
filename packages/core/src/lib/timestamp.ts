/** A way to write a point in time that is not a plain number. `read` gives NaN where the text does not follow it. */
export interface TimestampFormat {
  /** Unix milliseconds of a text. */
  read(text: string): number;
  /** The text of Unix milliseconds. */
  write(time: number): string;
}

/** How a scheme writes a point in time: Unix seconds, Unix milliseconds, or in a format of its own. */
export type TimestampUnit = 'unix' | 'ms' | TimestampFormat;

/** Unix milliseconds of a timestamp's text; NaN where it does not follow the unit's grammar. */
export function readTimestamp(text: string, unit: TimestampUnit): number {
  if (typeof unit === 'object') return unit.read(text);
  // Seconds have up to 12 digits, milliseconds up to 15: nothing else that a number could be written as.
  const [digits, factor] = unit === 'ms' ? [15, 1] : [12, 1000];
  return /^[1-9]\d*$/.test(text) && text.length <= digits ? Number(text) * factor : Number.NaN;
}
