import { aliases, aliasOptions, type ProviderAlias } from './lib/aliases.ts';
import type { AnyProviderFactory } from './lib/any-provider.ts';
import { registry, type ProviderName } from './lib/generated/registry.ts';
import { nearestName } from './lib/nearest-name.ts';

export type { AnyProviderFactory } from './lib/any-provider.ts';
export type { ProviderAlias } from './lib/aliases.ts';
export type { ProviderName } from './lib/generated/registry.ts';
export { anyOf } from '@hooklatch/core/provider';

/** The name of every provider, without the aliases. */
export const providerNames: readonly ProviderName[] = Object.keys(registry) as ProviderName[];

/**
 * Looks a provider up by its name or an alias, for tools that are told the name at run time.
 *
 * @param name - `stripe`, or an alias such as `standardwebhooks`
 * @returns the provider's factory
 * @throws TypeError where there is none; it suggests the nearest name
 * @example
 * ```ts
 * import { findProvider } from '@hooklatch/providers';
 *
 * console.log(findProvider('stripe')().facts.sources);
 * ```
 */
export function findProvider(name: string): AnyProviderFactory {
  if (Object.hasOwn(registry, name)) return registry[name as ProviderName];
  if (Object.hasOwn(aliases, name)) {
    const alias = name as ProviderAlias;
    const fixed = aliasOptions[alias] ?? {};
    return (options = {}) => registry[aliases[alias]]({ ...fixed, ...options });
  }
  const near = nearestName(name, [...providerNames, ...Object.keys(aliases)]);
  throw new TypeError(
    `There is no provider "${name}"${near === undefined ? '.' : `; did you mean "${near}"?`}`,
  );
}

/**
 * Every provider by name and by alias, for tools. An application imports the one it uses:
 * `@hooklatch/providers/stripe`. An unknown name is a TypeError that suggests the nearest one.
 *
 * @example
 * ```ts
 * import { providers } from '@hooklatch/providers';
 *
 * console.log(Object.keys(providers), providers.stripe().facts.sources);
 * ```
 */
export const providers: Readonly<Record<ProviderName | ProviderAlias, AnyProviderFactory>> = new Proxy(
  registry as Record<ProviderName | ProviderAlias, AnyProviderFactory>,
  {
    get(target, name, receiver) {
      // What the language and tools look for in every object is no name of a provider.
      const asked =
        typeof name === 'string' &&
        !(name in target) &&
        !['then', 'toJSON', 'asymmetricMatch'].includes(name);
      return asked ? findProvider(name) : Reflect.get(target, name, receiver);
    },
  },
);
