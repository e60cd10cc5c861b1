/** What a filter looks at. */
export interface FilterSubject {
  /** The event's, where it is known. */
  readonly type?: string | undefined;
  readonly provider?: string | undefined;
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: Readonly<Record<string, string | readonly string[]>>;
  /** Names and values; a name may stand several times. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** The parsed payload, where there is one. */
  readonly body: unknown;
}

/** The fields of a subject, and whether they have fields of their own. */
export const subjectFields: ReadonlyMap<string, boolean> = new Map([
  ['type', false],
  ['provider', false],
  ['method', false],
  ['path', false],
  ['query', true],
  ['headers', true],
  ['body', true],
]);

/** Where nothing is. */
export const absent: unique symbol = Symbol('absent');

/** Values under a name, also one such as `__proto__`. */
export type Fields = ReadonlyMap<string, unknown>;

/** A subject as patterns walk over it: headers under their names in lower case, each with all its values. */
export function toFields(subject: FilterSubject): Fields {
  const headers = new Map<string, string[]>();
  for (const [name, value] of subject.headers) {
    const key = name.toLowerCase();
    const values = headers.get(key);
    if (values) values.push(value);
    else headers.set(key, [value]);
  }
  const { type = absent, provider = absent, method, path, query, body } = subject;
  const known = { type, provider, method, path, query, headers, body: body === undefined ? absent : body };
  return new Map<string, unknown>(Object.entries(known));
}

/** What stands under a name; nothing that is inherited. */
export function readField(value: unknown, name: string): unknown {
  if (value instanceof Map) return value.has(name) ? (value.get(name) as unknown) : absent;
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return absent;
  return (value as Record<string, unknown>)[name];
}
