import { neededOptions } from '@hooklatch/testing';

/**
 * The options that a provider's factory cannot do without, for the application to replace.
 *
 * @param name - the provider's
 * @returns as source text: `webhookId: '…'`
 */
export function neededLines(name: string): readonly string[] {
  return Object.entries(neededOptions(name)).map(([option, value]) => `${option}: ${toSource(value)}`);
}

/** A value as it stands in TypeScript. */
function toSource(value: unknown): string {
  if (typeof value === 'string') return `'${value}'`;
  if (Array.isArray(value)) return `[${value.map(toSource).join(', ')}]`;
  const fields = Object.entries(value as object).map(([name, one]) => `${name}: ${toSource(one)}`);
  return `{ ${fields.join(', ')} }`;
}
