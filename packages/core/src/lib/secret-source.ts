import type { DeliveryHead } from './delivery.ts';
import { readEnv, secretNames } from './env.ts';
import { WebhookError } from './error.ts';
import type { Provider } from './provider.ts';
import { prepareSecrets, type KeyRing } from './secret.ts';

/** Gives the key ring for a delivery; at once where the secrets are known. */
export type SecretSource = (head: DeliveryHead, env: unknown) => KeyRing | Promise<KeyRing>;

const mostRings = 1000;

/**
 * Where a provider's secrets come from: given, resolved for each delivery, or read from the environment.
 *
 * @throws TypeError where a secret that is present cannot be used
 */
export function secretSource({ definition, secret }: Provider): SecretSource {
  const given = secret();
  /** What secrets were prepared into; forgotten when it grows over a thousand tenants. */
  const rings = new Map<string, KeyRing>();
  const ringOf = (secrets: string | readonly string[] = [], variables = ''): KeyRing => {
    const list = [secrets].flat();
    if (!list.length) throw new WebhookError('secret_missing', variables);
    const name = JSON.stringify(list);
    let ring = rings.get(name);
    try {
      ring ??= prepareSecrets(list, definition);
    } catch (error) {
      throw new WebhookError('secret_invalid', (error as Error).message);
    }
    if (rings.size > mostRings) rings.clear();
    rings.set(name, ring);
    return ring;
  };
  if (typeof given === 'function') {
    return async (head, env) =>
      ringOf(await (await import('./resolve-secret.ts')).resolveSecret(given, head, env));
  }
  if (given !== undefined) {
    const ring = prepareSecrets([given].flat(), definition);
    return () => ring;
  }
  const names = secretNames(definition);
  const present = readEnv(names);
  if (present) prepareSecrets([present], definition);
  return (_head, env) => ringOf(readEnv(names, env), names.join(' or '));
}
