import type { Source } from '@hooklatch/core/provider';

/**
 * Puts a value where a provider keeps it in the payload, unless something stands there.
 *
 * @param payload - it stays as it is
 * @param sources - where the provider keeps the value
 * @param value - an id or a type
 * @returns the payload with the value, or the same where it is kept elsewhere
 */
export function place(
  payload: unknown,
  sources: Source | readonly Source[] | undefined,
  value: string,
): unknown {
  const [source] = sources === undefined ? [] : [sources].flat();
  if (typeof source !== 'object' || !('field' in source)) return payload;
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) return payload;
  const [name = '', ...rest] = source.field.split('.');
  const inner = (payload as Record<string, unknown>)[name];
  if (rest.length === 0) return inner === undefined ? { [name]: value, ...payload } : payload;
  return { ...payload, [name]: place(inner ?? {}, { field: rest.join('.') }, value) };
}
