import { createWebhook } from '@hooklatch/core';
import type { Provider } from '@hooklatch/core/provider';
import { CliError } from '../cli-error.ts';
import { findEnvSecret, secretVariables, variablesText } from '../env-secret.ts';
import { neededLines } from '../init/needed-lines.ts';
import type { Io } from '../io.ts';
import { findFactory, readOptions, type ProviderFlags } from '../provider-options.ts';
import { readSecret } from '../read-secret.ts';
import { throwAwayKeys } from './throw-away-keys.ts';

/** Who signs, and with what. */
export interface Signer {
  /** It accepts what it signs, where its public key is known. */
  readonly provider: Provider;
  /** The shared secrets, or the private key; the first one signs. */
  readonly secrets: readonly [string, ...string[]];
  /** The URL as the provider knows it. */
  readonly url: string;
  /** Of throw-away keys: what the endpoint is to be configured with. */
  readonly publicKey?: string;
  /** What the operator should know. */
  readonly notes: readonly string[];
}

/**
 * Who signs as a provider does: with the secret that was given or that the environment has, or with throw-away keys where
 * the provider signs with a private one.
 *
 * @param name - the provider's, or an alias
 * @param flags - as commander gives them
 * @param io - whose environment is meant
 * @param to - the endpoint's URL
 * @throws CliError where there is no secret, or it cannot be used
 */
export async function toSigner(name: string, flags: ProviderFlags, io: Io, to: string): Promise<Signer> {
  const factory = findFactory(name);
  const url = flags.publicUrl ?? to;
  const options = { publicUrl: url, ...readOptions(flags.option ?? []) };
  const make = (more: object): Provider => {
    try {
      const provider = factory({ ...options, ...more });
      createWebhook(provider);
      return provider;
    } catch (error) {
      throw new CliError('bad_option', (error as Error).message, {
        hint: `hooklatch providers ${name} says what its secret looks like.`,
      });
    }
  };
  const given = await Promise.all((flags.secret ?? []).map((text) => readSecret(text, io)));
  const plain = makePlain(factory, options);
  const isPrivate =
    plain.definition.key !== undefined && plain.definition.schemes.some(({ makeKeys }) => makeKeys);
  const urlNotes = [...missingNote(plain, options), ...urlNote(plain, flags, url)];
  if (!isPrivate) {
    const secrets = given.length > 0 ? given : fromEnv(plain, io);
    return { provider: make({ secret: secrets }), secrets: secrets as [string], url, notes: urlNotes };
  }
  if (given.length > 0) {
    const publicKey =
      flags.publicKey === undefined ? publicOf(given[0] ?? '') : await readSecret(flags.publicKey, io);
    return {
      provider: publicKey === undefined ? plain : make({ publicKey }),
      secrets: given as [string],
      url,
      notes: urlNotes,
    };
  }
  return withThrowAway(plain, options, io, urlNotes);
}

function makePlain(
  factory: ReturnType<typeof findFactory>,
  options: Readonly<Record<string, unknown>>,
): Provider {
  try {
    return factory(options);
  } catch (error) {
    throw new CliError('bad_option', (error as Error).message, {
      hint: 'What its factory needs is given with --option name=value.',
    });
  }
}

function fromEnv(provider: Provider, { env }: Io): readonly string[] {
  const found = findEnvSecret(provider, env);
  if (found) return [found.secret];
  throw new CliError('secret_missing', `There is no secret of ${provider.name} to sign with.`, {
    hint: `Give --secret (itself, env:NAME or file:PATH), or set ${variablesText(provider)}. hooklatch secret new ${provider.name} makes one.`,
  });
}

async function withThrowAway(
  plain: Provider,
  options: Readonly<Record<string, unknown>> & { readonly publicUrl: string },
  io: Io,
  urlNotes: readonly string[],
): Promise<Signer> {
  const { name } = plain.definition;
  const { privateKey, publicKey, file } = await throwAwayKeys(name, options, io);
  const { throwAway } = await import('@hooklatch/testing');
  const { provider } = await throwAway(name, options);
  const variable = secretVariables(plain)[0]?.join(' and ') ?? '';
  return {
    // Its own key is one that was made up a moment ago.
    provider: { ...provider, secret: () => publicKey },
    secrets: [privateKey],
    url: options.publicUrl,
    publicKey,
    notes: [
      `${name} signs with a private key: this is a throw-away one, kept in ${file}. Configure the endpoint with its public key:`,
      `  ${variable}='${publicKey}'`,
      ...urlNotes,
    ],
  };
}

function missingNote(
  { definition }: Provider,
  options: Readonly<Record<string, unknown>>,
): readonly string[] {
  const missing = neededLines(definition.name).filter(
    (text) => !Object.hasOwn(options, text.split(':')[0] ?? ''),
  );
  if (missing.length === 0) return [];
  return [
    `The endpoint is made with ${missing.join(', ')}, or the like: give --option name=value as it has it.`,
  ];
}

/** The public part of a private JWK, perhaps with a name before it; undefined where it is written otherwise. */
function publicOf(privateKey: string): string | undefined {
  const at = privateKey.indexOf('{');
  try {
    const jwk = JSON.parse(privateKey.slice(Math.max(at, 0))) as Record<string, unknown>;
    const open = Object.entries(jwk).filter(([name]) => !['d', 'p', 'q', 'dp', 'dq', 'qi'].includes(name));
    return privateKey.slice(0, at) + JSON.stringify(Object.fromEntries(open));
  } catch {
    return undefined;
  }
}

function urlNote({ name, definition }: Provider, flags: ProviderFlags, url: string): readonly string[] {
  if (flags.publicUrl !== undefined || !definition.schemes.some(({ covers }) => covers.url)) return [];
  return [
    `${name} signs the URL: the endpoint must have publicUrl ${url}, or give --public-url as it has it.`,
  ];
}
