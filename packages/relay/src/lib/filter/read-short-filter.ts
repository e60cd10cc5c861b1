import { subjectFields } from './subject.ts';

const operatorNames = new Map([
  ['>', '$gt'],
  ['>=', '$gte'],
  ['<', '$lt'],
  ['<=', '$lte'],
  ['~', '$contains'],
]);

const space = /\s+/y;
const quoted = /"(?:[^"\\]|\\.)*"/y;
const bareName = /[^\s".=!<>~]+/y;
const bareValue = /[^\s"]+/y;
const operator = /!=|>=|<=|[=><~]/y;

/** What a value was written as: in quotes it is a text, whatever stands in it. */
interface Written {
  readonly text: string;
  readonly isQuoted: boolean;
}

/**
 * Reads the short form: `type=invoice.* body.amount>=1000`.
 *
 * @param text - conditions with spaces between them
 * @returns the long form
 * @throws TypeError that names the character
 */
export function readShortFilter(text: string): object {
  let at = 0;
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    at += found?.length ?? 0;
    return found;
  };
  const fail = (wants: string): TypeError =>
    new TypeError(`The filter needs ${wants} at character ${at + 1}: type=invoice.* body.amount>=1000.`);
  const takeQuoted = (): string | undefined => {
    const found = take(quoted);
    if (found === undefined) return undefined;
    try {
      return JSON.parse(found) as string;
    } catch {
      at -= found.length;
      throw fail('a text in double quotes that JSON can read');
    }
  };
  const takePath = (): string[] => {
    const path: string[] = [];
    do {
      const name = takeQuoted() ?? take(bareName);
      if (name === undefined) throw fail('a name');
      path.push(name);
    } while (text[at] === '.' && (at += 1));
    return path;
  };
  const takeTerm = (): object => {
    const path = takePath();
    const sign = take(operator);
    if (sign === undefined)
      throw fail(`an operator (=, !=, >, >=, <, <=, ~) after ${path.join('.').slice(0, 80)}`);
    const string = takeQuoted();
    const bare = string ?? take(bareValue);
    if (bare === undefined) throw fail('a value');
    if (at < text.length && !/\s/.test(text[at] ?? '')) throw fail('a space after the value');
    return nest(path, toCondition(sign, { text: bare, isQuoted: string !== undefined }));
  };
  const terms: object[] = [];
  take(space);
  while (at < text.length) {
    terms.push(takeTerm());
    take(space);
  }
  const [first] = terms;
  if (!first) throw fail('a condition');
  return terms.length === 1 ? first : { $and: terms };
}

function toCondition(sign: string, written: Written): unknown {
  if (sign !== '=' && sign !== '!=') {
    const number = sign === '~' || written.isQuoted ? undefined : toNumber(written.text);
    return { [operatorNames.get(sign) as string]: number ?? written.text };
  }
  const isMet = toEquality(written);
  return sign === '=' ? isMet : { $not: isMet };
}

/** Without quotes nobody can say whether `1` is a number or a text, and either will do. */
function toEquality({ text, isQuoted }: Written): object {
  if (isQuoted) return { $eq: text };
  if (text.includes('*')) return { $glob: text };
  const constant = new Map<string, boolean | null>([
    ['true', true],
    ['false', false],
    ['null', null],
  ]).get(text);
  const value = constant === undefined ? toNumber(text) : constant;
  return value === undefined ? { $eq: text } : { $in: [value, text] };
}

function toNumber(text: string): number | undefined {
  if (!/^-?\d+(?:\.\d+)?$/.test(text)) return undefined;
  const number = Number(text);
  return Number.isFinite(number) ? number : undefined;
}

/** In the long form a name that begins with `$` has one more of them. */
function nest(path: readonly string[], condition: unknown): object {
  const [field = '', ...rest] = path;
  if (!subjectFields.has(field)) {
    const known = [...subjectFields.keys()].join(', ');
    throw new TypeError(`The filter asks for an unknown field ${field.slice(0, 80)}: there are ${known}.`);
  }
  const inner = rest.reduceRight<unknown>(
    (value, name) => Object.fromEntries([[name.startsWith('$') ? `$${name}` : name, value]]),
    condition,
  );
  return { [field]: inner };
}
