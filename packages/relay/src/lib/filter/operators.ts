import { absent } from './subject.ts';

/** A value that is compared as it is. */
export type Scalar = string | number | boolean | null;

/** Asks one value; {@link absent} where there is none. */
export type Test = (value: unknown) => boolean;

/** Whether something is a {@link Scalar}, as JSON can write it. */
export function isScalar(value: unknown): value is Scalar {
  if (typeof value === 'number') return Number.isFinite(value);
  return value === null || typeof value === 'string' || typeof value === 'boolean';
}

/** A list holds what any of its items is; lists in lists are not looked into. */
const any =
  (test: Test): Test =>
  (value) =>
    Array.isArray(value) ? value.some(test) : test(value);

const decimal = /^-?\d{1,300}(?:\.\d{1,300})?$/;

/** -1, 0 or 1; nothing where the two cannot be compared. What came as text (a query, a header) is read as a number. */
function compare(value: unknown, operand: string | number): number | undefined {
  const given =
    typeof operand === 'number' && typeof value === 'string' && decimal.test(value) ? Number(value) : value;
  if (typeof given !== typeof operand || Number.isNaN(given)) return undefined;
  if (given === operand) return 0;
  return (given as string | number) < operand ? -1 : 1;
}

const ordered =
  (isMet: (order: number) => boolean) =>
  (operand: string | number): Test =>
    any((value) => {
      const order = compare(value, operand);
      return order !== undefined && isMet(order);
    });

const onText =
  (isMet: (value: string, operand: string) => boolean) =>
  (operand: string): Test =>
    any((value) => typeof value === 'string' && isMet(value, operand));

/** Each `*` is any text. In time that grows with the text alone: what stands between two stars is found first come. */
function matchesGlob(text: string, glob: string): boolean {
  const [first = '', ...rest] = glob.split('*');
  const last = rest.pop();
  if (last === undefined) return text === glob;
  if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last))
    return false;
  let at = first.length;
  for (const part of rest) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return at <= text.length - last.length;
}

const isOneOf = (operands: readonly Scalar[]): Test =>
  any((value) => operands.some((operand) => operand === value));

/** What an operator wants behind it, in words, and the test that it makes of it. */
interface Operator {
  readonly wants: string;
  isOperand(operand: unknown): boolean;
  toTest(operand: never): Test;
}

const isText = (operand: unknown): boolean => typeof operand === 'string';
const isOrdered = (operand: unknown): boolean =>
  isText(operand) || (typeof operand === 'number' && isScalar(operand));
const isList = (operand: unknown): boolean => Array.isArray(operand) && operand.every(isScalar);

const scalar = { wants: 'a text, a number, true, false or null', isOperand: isScalar };
const order = { wants: 'a number or a text', isOperand: isOrdered };
const text = { wants: 'a text', isOperand: isText };
const list = { wants: 'a list of texts, numbers, true, false or null', isOperand: isList };
const flag = {
  wants: 'true or false',
  isOperand: (operand: unknown): boolean => typeof operand === 'boolean',
};

/** Every operator that compares a value. */
export const operators: ReadonlyMap<string, Operator> = new Map<string, Operator>([
  ['$eq', { ...scalar, toTest: (operand: Scalar) => isOneOf([operand]) }],
  ['$neq', { ...scalar, toTest: (operand: Scalar) => negate(isOneOf([operand])) }],
  ['$gt', { ...order, toTest: ordered((sign) => sign > 0) }],
  ['$gte', { ...order, toTest: ordered((sign) => sign >= 0) }],
  ['$lt', { ...order, toTest: ordered((sign) => sign < 0) }],
  ['$lte', { ...order, toTest: ordered((sign) => sign <= 0) }],
  ['$in', { ...list, toTest: (operands: readonly Scalar[]) => isOneOf(operands) }],
  ['$nin', { ...list, toTest: (operands: readonly Scalar[]) => negate(isOneOf(operands)) }],
  ['$startsWith', { ...text, toTest: onText((value, operand) => value.startsWith(operand)) }],
  ['$endsWith', { ...text, toTest: onText((value, operand) => value.endsWith(operand)) }],
  ['$contains', { ...text, toTest: onText((value, operand) => value.includes(operand)) }],
  ['$glob', { ...text, toTest: onText(matchesGlob) }],
  ['$exist', { ...flag, toTest: (operand: boolean) => (value: unknown) => (value !== absent) === operand }],
]);

/** The opposite of a test. */
export function negate(test: Test): Test {
  return (value) => !test(value);
}
