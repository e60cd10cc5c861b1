import type { DeliveryHead } from './delivery.ts';
import type { readEnv } from './env.ts';
import { WebhookError } from './error.ts';
import type { ProviderDefinition, ProviderOptions, SecretResolver } from './provider-definition.ts';
import type { SecretSource } from './secret-source.ts';
import type { KeyRing, prepareSecrets } from './secret.ts';
import { within } from './within.ts';

const mostRings = 1000;
const resolverTimeoutMs = 2000;

/**
 * Secrets that are asked for at each delivery: of a resolver, or of the environment, where they may come later.
 * What they were prepared into is kept, and forgotten when it grows over a thousand tenants.
 */
export function lateSecrets(
  definition: ProviderDefinition,
  given: ProviderOptions['secret'],
  names: readonly (readonly string[])[],
  /** Handed over, because what is loaded at once has them, and shares nothing. */
  { prepare, read }: { readonly prepare: typeof prepareSecrets; readonly read: typeof readEnv },
): SecretSource {
  const rings = new Map<string, KeyRing>();
  const ringOf = (secrets: string | readonly string[] = [], variables = ''): KeyRing => {
    const list = [secrets].flat();
    if (!list.length) throw new WebhookError('secret_missing', variables);
    const name = JSON.stringify(list);
    let ring = rings.get(name);
    try {
      ring ??= prepare(list, definition);
    } catch (error) {
      throw new WebhookError('secret_invalid', (error as Error).message);
    }
    if (rings.size > mostRings) rings.clear();
    rings.set(name, ring);
    return ring;
  };
  if (typeof given === 'function') {
    return async (head, env) => ringOf(await resolveSecret(given, head, env));
  }
  const variables = names.map((together) => together.join(' and ')).join(' or ');
  // What is fetched needs none.
  const otherwise = definition.key === 'fetched' ? 'fetched' : undefined;
  return (_head, env) => ringOf(read(names, env) ?? otherwise, variables);
}

/** Asks a resolver, for a bounded time. @throws WebhookError `secret_unavailable` */
async function resolveSecret(
  resolver: SecretResolver,
  head: DeliveryHead,
  env: unknown,
): Promise<string | readonly string[] | undefined> {
  const late = (): Error => new Error('The resolver did not answer in time.');
  try {
    return await within(resolverTimeoutMs, resolver(head, env), late);
  } catch (cause) {
    throw new WebhookError('secret_unavailable', '', cause);
  }
}
