import type { Provider, ProviderOptions } from '@hooklatch/core/provider';

/** A factory, whatever else it takes. */
export type AnyProviderFactory = (options?: ProviderOptions & Record<string, unknown>) => Provider;
