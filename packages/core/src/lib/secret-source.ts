import type { DeliveryHead } from './delivery.ts';
import { readEnv, secretNames } from './env.ts';
import type { Provider } from './provider-definition.ts';
import { prepareSecrets, type KeyRing } from './secret.ts';

/** Gives the key ring for a delivery; at once where the secrets are known. */
export type SecretSource = (head: DeliveryHead, env: unknown) => KeyRing | Promise<KeyRing>;

/**
 * Where a provider's secrets come from: given, resolved for each delivery, or read from the environment. What is not
 * known when the webhook is made is looked up by what is loaded then.
 *
 * @throws TypeError where a secret that is present cannot be used
 */
export function secretSource({ definition, secret }: Provider): SecretSource {
  const given = secret();
  const names = secretNames(definition);
  const present = given ?? readEnv(names) ?? (definition.key === 'fetched' ? 'fetched' : undefined);
  // A key that is fetched needs no secret: its schemes are asked for the key of that name.
  const ring =
    present === undefined || typeof present === 'function'
      ? undefined
      : prepareSecrets([present].flat(), definition);
  if (ring && given !== undefined) return () => ring;
  let late: SecretSource | undefined;
  return (head, env) =>
    late?.(head, env) ??
    import('./late-secrets.ts').then(({ lateSecrets }) =>
      (late ??= lateSecrets(definition, given, names, { prepare: prepareSecrets, read: readEnv }))(head, env),
    );
}
