import type { Provider } from '@hooklatch/core/provider';
import { findEnvSecret } from '../env-secret.ts';
import type { Io } from '../io.ts';

/** The secret that a provider's deliveries are signed with again: the first that was given, else the environment's. */
export function secretOf(provider: Provider, env: Io['env']): string | undefined {
  const given = provider.secret();
  if (typeof given === 'string') return given;
  if (Array.isArray(given)) return (given as readonly string[])[0];
  return findEnvSecret(provider, env)?.secret;
}
