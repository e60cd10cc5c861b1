import type { DeliveryHead } from './delivery.ts';
import { readEnv, secretNames } from './env.ts';
import { WebhookError } from './error.ts';
import type { Provider } from './provider.ts';
import { prepareSecrets, type KeyRing } from './secret.ts';
import { within } from './within.ts';

/** Gives the key ring for a delivery; at once where the secrets are known. */
export type SecretSource = (head: DeliveryHead, env: unknown) => KeyRing | Promise<KeyRing>;

const resolverTimeoutMs = 2000;
const mostRings = 1000;

/**
 * Where a provider's secrets come from: given, resolved for each delivery, or read from the environment.
 *
 * @throws TypeError where a secret that is present cannot be used
 */
export function secretSource({ definition, secret }: Provider): SecretSource {
  const given = secret();
  const rings = new Map<string, KeyRing>();
  /** Remembers what secrets were prepared into, the latest thousand. */
  const ringOf = (secrets: string | readonly string[] = []): KeyRing => {
    const list = [secrets].flat();
    if (!list.length) throw new WebhookError('secret_missing');
    const name = JSON.stringify(list);
    let ring = rings.get(name);
    if (!ring) {
      try {
        ring = prepareSecrets(list, definition);
      } catch (error) {
        throw new WebhookError('secret_invalid', (error as Error).message);
      }
      if (rings.size >= mostRings) rings.clear();
      rings.set(name, ring);
    }
    return ring;
  };
  if (typeof given === 'function') {
    return async (head, env) => {
      const resolved = within(resolverTimeoutMs, async () => given(head, env));
      return ringOf(
        await resolved.catch((cause: unknown) => {
          throw new WebhookError('secret_unavailable', '', cause);
        }),
      );
    };
  }
  if (given !== undefined) {
    const ring = prepareSecrets([given].flat(), definition);
    return () => ring;
  }
  const names = secretNames(definition);
  const present = readEnv(names);
  if (present) prepareSecrets([present], definition);
  return (_head, env) => ringOf(readEnv(names, env));
}
