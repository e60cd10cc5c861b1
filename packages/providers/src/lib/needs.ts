import type { Scheme } from '@hooklatch/core/provider';

/**
 * A scheme that accepts nothing before the options that its proof depends on are given.
 *
 * @param scheme - the scheme
 * @param options - the values of the options, by name
 * @returns the scheme; making a webhook with it is a TypeError that names what is missing
 */
export function needs<Key>(scheme: Scheme<Key>, options: Readonly<Record<string, unknown>>): Scheme<Key> {
  const missing = Object.keys(options).filter((name) => isBlank(options[name]));
  if (missing.length === 0) return scheme;
  return { ...scheme, keys: () => `is not enough: give ${missing.join(' and ')} too` };
}

function isBlank(value: unknown): boolean {
  return value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}
