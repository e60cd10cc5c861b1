import type { Provider } from '@hooklatch/core/provider';
import { CliError } from '../cli-error.ts';
import { findEnvSecret, variablesText } from '../env-secret.ts';
import type { Io } from '../io.ts';
import { findFactory, readValue, toProvider, type ProviderFlags } from '../provider-options.ts';
import { readSecret } from '../read-secret.ts';
import { isAsymmetric, toPublicKey } from './signing-keys.ts';

/** Who signs, and with what. */
export interface Signer {
  readonly provider: Provider;
  readonly secrets: readonly [string, ...string[]];
  readonly factoryOptions: Readonly<Record<string, unknown>>;
}

/**
 * What signs deliveries for an endpoint: the shared secret, or a private key whose public one the endpoint has.
 *
 * @param name - the provider's
 * @param flags - as commander gives them
 * @param io - whose environment is meant
 * @throws CliError where there is no secret, or it cannot be used
 */
export async function readSigner(name: string, flags: ProviderFlags, io: Io): Promise<Signer> {
  const bare = toBare(name, flags);
  const secrets = await secretsOf(bare, flags, io);
  const [secret] = secrets;
  const factoryOptions = optionsOf(flags);
  if (!isAsymmetric(bare)) return { provider: await toProvider(name, flags, io), secrets, factoryOptions };
  const { secret: _private, publicKey = toPublicKey(secret), ...others } = flags;
  return { provider: await toProvider(name, { ...others, publicKey }, io), secrets, factoryOptions };
}

/** The provider without a secret: it says which kind of one it wants. */
function toBare(name: string, flags: ProviderFlags): Provider {
  const factory = findFactory(name);
  try {
    return factory(optionsOf(flags) as never);
  } catch (error) {
    throw new CliError('bad_option', (error as Error).message);
  }
}

/** Those of the command line, else the first variable of the provider's that is set. */
async function secretsOf(provider: Provider, { secret }: ProviderFlags, io: Io): Promise<Signer['secrets']> {
  const [first, ...rest] = await Promise.all((secret ?? []).map((text) => readSecret(text, io)));
  if (first !== undefined) return [first, ...rest];
  const { name } = provider;
  if (isAsymmetric(provider)) {
    throw new CliError('secret_missing', `${name} signs with a private key that it keeps to itself.`, {
      hint: `Make a pair with --make-keys keys, run the endpoint with keys/${name}.public.jwk, and give --secret file:keys/${name}.private.jwk`,
    });
  }
  const found = findEnvSecret(provider, io.env);
  if (found) return [found.secret];
  throw new CliError('secret_missing', 'certify needs the secret that the endpoint has.', {
    hint: `Give --secret, or set ${variablesText(provider)}.`,
  });
}

function optionsOf({ option = [], publicUrl }: ProviderFlags): Readonly<Record<string, unknown>> {
  const pairs = option.map((pair) => {
    const at = pair.indexOf('=');
    return [pair.slice(0, at), readValue(pair.slice(at + 1))] as const;
  });
  return { ...Object.fromEntries(pairs), ...(publicUrl !== undefined && { publicUrl }) };
}
