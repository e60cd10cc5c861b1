/** Reads JSON that somebody wrote, strictly: what is not asked for is a mistake. */
export interface JsonReader {
  /** Where it stands, such as `match.on.hours`; empty at the beginning. */
  readonly path: string;
  readonly value: unknown;
  /** What stands under a name; its value is undefined where nothing does. */
  at(name: string): JsonReader;
  /** @throws TypeError where it is no object, or has other names than these */
  object(names: readonly string[]): this;
  /** @throws TypeError where it is no text of so many characters that is not blank */
  text(longest?: number): string;
  /** @throws TypeError where it is none of these */
  oneOf<Name extends string>(names: readonly Name[]): Name;
  /** @throws TypeError where it is no number in the range */
  number(least: number, most: number, isWhole?: boolean): number;
  /** @throws TypeError where it is no list of so many */
  list(most: number): readonly JsonReader[];
  /** The mistake that stands here. */
  mistake(what: string): TypeError;
}

/**
 * A reader of what somebody wrote.
 *
 * @param value - parsed JSON
 * @param path - where it stands (the beginning)
 * @returns the reader
 */
export function readJson(value: unknown, path: string = ''): JsonReader {
  const mistake = (what: string): TypeError => {
    const place = path === '' ? 'at its beginning' : `at ${path}`;
    return new TypeError(`The rule needs ${what} ${place}.`);
  };
  const under = (name: string): string => (path === '' ? name : `${path}.${name}`);
  return {
    path,
    value,
    mistake,
    at: (name) =>
      readJson(
        isObject(value) && Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined,
        under(name),
      ),
    object(names) {
      if (!isObject(value)) throw mistake('an object');
      const unknown = Object.keys(value).find((name) => !names.includes(name));
      if (unknown === undefined) return this;
      const place = under(unknown).slice(0, 200);
      throw new TypeError(`The rule has something unknown at ${place}: there are ${names.join(', ')}.`);
    },
    text(longest = 200) {
      if (typeof value === 'string' && value.trim() !== '' && value.length <= longest) return value;
      throw mistake(`a text of 1 to ${longest} characters`);
    },
    oneOf(names) {
      const found = names.find((name) => name === value);
      if (found === undefined) throw mistake(`one of ${names.join(', ')}`);
      return found;
    },
    number(least, most, isWhole = false) {
      const isNumber = typeof value === 'number' && value >= least && value <= most;
      if (isNumber && (!isWhole || Number.isInteger(value))) return value;
      throw mistake(`a ${isWhole ? 'whole ' : ''}number from ${least} to ${most}`);
    },
    list(most) {
      if (!Array.isArray(value) || value.length > most) throw mistake(`a list of at most ${most}`);
      return value.map((item, at) => readJson(item, `${path}[${at}]`));
    },
  };
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
