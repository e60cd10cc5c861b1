/** The first own property's name, for payloads whose only field says what they are about. */
export function firstKey(payload: unknown): string | undefined {
  return typeof payload === 'object' && payload !== null && !Array.isArray(payload)
    ? Object.keys(payload)[0]
    : undefined;
}
