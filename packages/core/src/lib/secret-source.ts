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
export function secretSource(provider: Provider): SecretSource {
  const { definition } = provider;
  const given = provider.secret();
  const ringOf = cachedRings(provider);
  if (typeof given === 'function') {
    return async (head, env) => {
      const resolved = await resolve(() => given(head, env), definition.name);
      return ringOf(resolved ?? [], () => `The secret resolver of ${definition.name} gave none.`);
    };
  }
  if (given !== undefined) {
    const secrets = [given].flat();
    if (secrets.length === 0) throw new TypeError(`${definition.name} was given an empty list of secrets.`);
    const ring = prepareSecrets(secrets, definition);
    return () => ring;
  }
  const names = secretNames(definition);
  const variables = names.map((together) => together.join(' with ')).join(' or ');
  const missing = (): string => `Set ${variables}, or give ${definition.name} a secret.`;
  const present = readEnv(names, undefined);
  if (present !== undefined) prepareSecrets([present], definition);
  return (_head, env) => ringOf(readEnv(names, env) ?? [], missing);
}

/** Remembers what secrets were prepared into, the latest thousand. */
function cachedRings({
  definition,
}: Provider): (given: string | readonly string[], missing: () => string) => KeyRing {
  const rings = new Map<string, KeyRing>();
  return (given, missing) => {
    const secrets = [given].flat();
    if (secrets.length === 0) throw new WebhookError('secret_missing', missing());
    const name = secrets.join('\0');
    const known = rings.get(name);
    if (known !== undefined) return known;
    try {
      const ring = prepareSecrets(secrets, definition);
      if (rings.size >= mostRings) rings.delete(rings.keys().next().value as string);
      rings.set(name, ring);
      return ring;
    } catch (error) {
      throw new WebhookError('secret_invalid', (error as TypeError).message);
    }
  };
}

async function resolve<Result>(call: () => Result | Promise<Result>, name: string): Promise<Result> {
  try {
    return await within(resolverTimeoutMs, async () => call());
  } catch (cause) {
    throw new WebhookError(
      'secret_unavailable',
      `The secret resolver of ${name} failed or took over 2,000 ms.`,
      { cause },
    );
  }
}
