/** A configuration with its variables filled in, and which of them are not set. */
export interface Filled {
  readonly config: unknown;
  readonly missing: readonly string[];
}

/** Puts the values of variables where a configuration names them. */
export function fillEnv(config: unknown, env: Readonly<Record<string, string | undefined>>): Filled {
  const missing = new Set<string>();
  const fill = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(fill);
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value);
    const [[key, name] = []] = entries;
    if (entries.length === 1 && key === '$env' && typeof name === 'string') {
      const found = env[name];
      if (found === undefined || found === '') missing.add(name);
      return found ?? '';
    }
    return Object.fromEntries(entries.map(([own, one]) => [own, fill(one)]));
  };
  return { config: fill(config), missing: [...missing] };
}
