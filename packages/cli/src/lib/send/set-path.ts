import { CliError } from '../cli-error.ts';
import { readValue } from '../provider-options.ts';

/** A place in a payload, and what is put there. */
export interface PathValue {
  readonly path: readonly string[];
  readonly value: unknown;
}

const forbidden = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Reads `path=value` of the command line.
 *
 * @param text - a dotted path, `=`, and JSON or a text
 * @throws CliError where it is none
 */
export function readPathValue(text: string): PathValue {
  const at = text.indexOf('=');
  const path = text.slice(0, Math.max(at, 0)).split('.');
  if (at < 1 || path.some((name) => name === '' || forbidden.has(name))) {
    throw new CliError('bad_option', `--set needs path=value, not ${JSON.stringify(text)}.`, {
      hint: 'Names are divided by dots, and items of a list have their number: --set data.items.0.price=12',
    });
  }
  return { path, value: readValue(text.slice(at + 1)) };
}

/**
 * A payload with a value put in its place; what is missing on the way is made.
 *
 * @param payload - as parsed of JSON; it is not changed
 * @throws CliError where the path leads through what is neither an object nor a list
 */
export function setPath(payload: unknown, { path, value }: PathValue): unknown {
  const [name, ...rest] = path;
  if (name === undefined) return value;
  if (Array.isArray(payload)) {
    const index = Number(name);
    if (!/^\d{1,6}$/.test(name) || index > payload.length) throw wrongPath(name);
    const items: unknown[] = [...(payload as readonly unknown[])];
    items[index] = setPath(items[index], { path: rest, value });
    return items;
  }
  if (payload !== undefined && payload !== null && typeof payload !== 'object') throw wrongPath(name);
  const fields = { ...(payload as Readonly<Record<string, unknown>> | null | undefined) };
  return { ...fields, [name]: setPath(fields[name], { path: rest, value }) };
}

function wrongPath(name: string): Error {
  return new CliError(
    'bad_option',
    `--set leads nowhere at ${JSON.stringify(name)}: there is no object or list.`,
  );
}
