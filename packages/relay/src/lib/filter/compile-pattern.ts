import { isScalar, negate, operators, type Test } from './operators.ts';
import { absent, readField, subjectFields } from './subject.ts';

type Pattern = Readonly<Record<string, unknown>>;

const index = /^(?:0|[1-9]\d{0,8})$/;

/** What stands under a subject's own field: names of headers are read in any case. */
interface Place {
  /** As a message says it. */
  readonly name: string;
  readonly kind: 'subject' | 'headers' | 'value';
}

const inside = ({ name }: Place, more: string, kind: Place['kind'] = 'value'): Place => ({
  name: name ? `${name}.${more}` : more,
  kind,
});

/**
 * Compiles a pattern that {@link copyJson} has copied.
 *
 * @param pattern - of the whole subject
 * @returns what asks a subject's fields
 * @throws TypeError that names the place
 */
export function compilePattern(pattern: unknown): Test {
  return compile(pattern, { name: '', kind: 'subject' });
}

function compile(pattern: unknown, place: Place): Test {
  if (isScalar(pattern) && place.kind === 'value') return compareWith('$eq', pattern, place);
  if (Array.isArray(pattern) && pattern.length && place.kind === 'value')
    return all(pattern.map((item, position) => compile(item, inside(place, String(position)))));
  if (typeof pattern !== 'object' || pattern === null || Array.isArray(pattern))
    throw new TypeError(`The filter needs an object with fields or operators ${at(place)}.`);
  const names = Object.keys(pattern);
  const isName = (name: string): boolean => !name.startsWith('$') || name.startsWith('$$');
  const fields = names.filter(isName);
  const tests = names
    .filter((name) => !isName(name))
    .map((name) => compileOperator(name, (pattern as Pattern)[name], place, fields.length > 0));
  return all([...tests, ...(fields.length ? [compileFields(pattern as Pattern, fields, place)] : [])]);
}

function compileOperator(name: string, operand: unknown, place: Place, hasFields: boolean): Test {
  const here = inside(place, name, place.kind);
  if (name === '$not') return negate(compile(operand, here));
  if (name === '$and' || name === '$or') {
    if (!Array.isArray(operand) || !operand.length)
      throw new TypeError(`The filter needs a list with something in it ${at(here)}.`);
    const tests = operand.map((item, position) => compile(item, inside(here, String(position), place.kind)));
    return name === '$and' ? all(tests) : (value) => tests.some((test) => test(value));
  }
  if (!operators.has(name)) throw new TypeError(`The filter has an unknown operator ${at(here)}.`);
  if (hasFields || place.kind !== 'value')
    throw new TypeError(`The filter compares ${at(here)} where it has fields: ask for one of them.`);
  return compareWith(name, operand, here);
}

function compareWith(name: string, operand: unknown, place: Place): Test {
  const operator = operators.get(name);
  if (!operator?.isOperand(operand)) throw new TypeError(`The filter needs ${operator?.wants} ${at(place)}.`);
  return operator.toTest(operand as never);
}

/** A list matches where one of its items matches the whole; `"0"` and the like are its places. */
function compileFields(pattern: Pattern, names: readonly string[], place: Place): Test {
  const tests = names.map((written): readonly [name: string, test: Test] => {
    const name = written.startsWith('$$') ? written.slice(1) : written;
    if (place.kind !== 'subject') {
      const field = place.kind === 'headers' ? name.toLowerCase() : name;
      return [field, compile(pattern[written], inside(place, name))];
    }
    if (!subjectFields.has(name)) {
      const known = [...subjectFields.keys()].join(', ');
      throw new TypeError(
        `The filter asks for an unknown field ${at(inside(place, name))}: there are ${known}.`,
      );
    }
    return [name, compile(pattern[written], inside(place, name, name === 'headers' ? 'headers' : 'value'))];
  });
  const test: Test = (value) => tests.every(([name, ask]) => ask(readField(value, name)));
  if (names.every((name) => index.test(name))) return test;
  return (value) => {
    if (!Array.isArray(value)) return test(value);
    return value.length ? value.some(test) : test(absent);
  };
}

const all =
  (tests: readonly Test[]): Test =>
  (value) =>
    tests.every((test) => test(value));

function at({ name }: Place): string {
  return name ? `at ${name.slice(0, 200)}` : 'at its beginning';
}
