const units = { s: 1, m: 60, h: 3600, d: 86_400 } as const;

/** Writes seconds as `90s`, `10m`, `2h`, `1d`. */
export function writeSpan(seconds: number): string {
  for (const [unit, size] of [
    ['d', units.d],
    ['h', units.h],
    ['m', units.m],
  ] as const) {
    if (seconds >= size && seconds % size === 0) return `${seconds / size}${unit}`;
  }
  return `${seconds}s`;
}

const toShort = (word: string): string => (word.length > 40 ? `${word.slice(0, 40)}…` : word);

/** Reads `10s 30s 2m 1h`; a number alone is seconds. @returns a sentence where it cannot be read */
export function readSchedule(text: string): readonly number[] | string {
  const seconds: number[] = [];
  for (const word of text.split(/[\s,]+/).filter((part) => part !== '')) {
    const found = /^(\d{1,6})([smhd]?)$/.exec(word);
    if (found === null) return `“${toShort(word)}” is no time: write 30s, 10m, 2h or 1d.`;
    seconds.push(Number(found[1]) * units[(found[2] === '' ? 's' : found[2]) as keyof typeof units]);
  }
  if (seconds.length > 50) return 'A schedule has 50 retries at most.';
  if (seconds.some((each) => each > 604_800)) return 'A retry comes within 7 days.';
  return seconds;
}
