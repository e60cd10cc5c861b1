import type { ProviderDefinition } from '@hooklatch/core/provider';

/**
 * A copy of a payload with another id, where the provider keeps ids in the payload: the same event would be a duplicate.
 *
 * @param payload - as it was given
 * @param sources - where ids stand
 */
export function withFreshId(payload: unknown, sources: ProviderDefinition['id']): unknown {
  const copy = structuredClone(payload);
  for (const source of [sources].flat()) {
    if (typeof source !== 'object' || !('field' in source)) continue;
    const path = source.field.split('.');
    const name = path.pop() ?? '';
    const holder = path.reduce<unknown>((value, key) => Object(value)[key] as unknown, copy);
    if (typeof holder !== 'object' || holder === null || !Object.hasOwn(holder, name)) continue;
    const fields = holder as Record<string, unknown>;
    fields[name] = another(fields[name]);
    break;
  }
  return copy;
}

/** A number stays a number, and `evt_` stays in front. */
function another(id: unknown): unknown {
  const random = crypto.randomUUID();
  if (typeof id === 'number') return Number.parseInt(random.slice(0, 8), 16);
  const text = String(id);
  if (/^[\da-f]{8}-[\da-f-]{27}$/i.test(text)) return random;
  return (/^.*_/.exec(text)?.[0] ?? '') + random.replaceAll('-', '');
}
