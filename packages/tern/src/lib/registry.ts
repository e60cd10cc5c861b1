import { findProvider, type AnyProviderFactory } from '@hooklatch/providers';

/** Made of options that a name alone does not bring. */
const nameless: readonly string[] = ['custom', 'token'];

/** The factory of a provider by its own name, or by another that it is known under. */
export function findFactory(name: string): AnyProviderFactory | undefined {
  if (nameless.includes(name)) return undefined;
  try {
    return findProvider(name);
  } catch {
    return undefined;
  }
}
