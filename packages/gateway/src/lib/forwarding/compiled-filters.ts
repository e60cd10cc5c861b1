import { toFilter, type Filter } from '@hooklatch/relay/filter';

/** Compiles filters, each text once. */
export interface CompiledFilters {
  /** @throws TypeError where it cannot be compiled */
  of(text: string): Filter;
}

const most = 1000;

/** Makes a cache of filters: the first that came goes first. */
export function createCompiledFilters(): CompiledFilters {
  const known = new Map<string, Filter>();
  return {
    of(text) {
      const cached = known.get(text);
      if (cached) return cached;
      const compiled = toFilter(text);
      if (known.size >= most) known.delete(known.keys().next().value as string);
      known.set(text, compiled);
      return compiled;
    },
  };
}
