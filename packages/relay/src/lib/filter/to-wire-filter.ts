/** What only verification tells. */
const unknownToRelay = ['type', 'provider'];

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether a pattern of a whole subject asks what a relay does not know. */
function asksUnknown(pattern: unknown): boolean {
  if (Array.isArray(pattern)) return pattern.some(asksUnknown);
  if (!isObject(pattern)) return false;
  return Object.entries(pattern).some(
    ([name, inner]) => unknownToRelay.includes(name) || (name.startsWith('$') && asksUnknown(inner)),
  );
}

/**
 * The part of a filter that a relay can ask: of what has to be met together, whatever does not ask for type or provider.
 *
 * @param json - the long form
 * @returns a filter that lets through all that the whole one does; nothing where it would let through everything
 */
export function toWireFilter(json: object): object | undefined {
  const entries = Object.entries(json).flatMap(([name, inner]): [string, unknown][] => {
    if (name === '$and') {
      const parts = (inner as object[]).map(toWireFilter).filter((part) => part !== undefined);
      return parts.length ? [[name, parts]] : [];
    }
    return asksUnknown({ [name]: inner }) ? [] : [[name, inner]];
  });
  return entries.length ? Object.fromEntries(entries) : undefined;
}
