import { createWebhook } from '@hooklatch/core';
import type { Provider } from '@hooklatch/core/provider';
import { findProvider } from '@hooklatch/providers';
import type { Command } from 'commander';
import { CliError } from './cli-error.ts';
import { findEnvSecret } from './env-secret.ts';
import type { Io } from './io.ts';
import { readSecret } from './read-secret.ts';

/** What {@link addProviderOptions} adds, as commander gives it. */
export interface ProviderFlags {
  readonly secret?: readonly string[];
  readonly publicKey?: string;
  readonly publicUrl?: string;
  readonly option?: readonly string[];
}

const collect = (value: string, all: readonly string[] = []): readonly string[] => [...all, value];

/** Adds the options that say what a provider's deliveries are verified with. */
export function addProviderOptions(command: Command): Command {
  return command
    .option('--secret <secret>', 'the secret: itself, env:NAME or file:PATH; several for a key ring', collect)
    .option(
      '--public-key <key>',
      'the public key, for providers that sign with private ones; env: and file: too',
    )
    .option('--public-url <url>', 'the URL as the provider calls it, for providers that sign it')
    .option('--option <name=value>', "another option of the provider's factory; JSON, or a text", collect);
}

/**
 * Makes a provider of what was given on the command line. Without a secret it has those of the environment.
 *
 * @param name - the provider's, or an alias
 * @param flags - as commander gives them
 * @param io - whose environment is meant
 * @returns the provider; its secrets can be used
 * @throws CliError where there is no such provider, or a secret or an option cannot be used
 */
export async function toProvider(name: string, flags: ProviderFlags, io: Io): Promise<Provider> {
  const factory = findFactory(name);
  const secrets = await Promise.all((flags.secret ?? []).map((text) => readSecret(text, io)));
  const publicKey = flags.publicKey === undefined ? undefined : await readSecret(flags.publicKey, io);
  const given = {
    ...readOptions(flags.option ?? []),
    ...(secrets.length > 0 && { secret: secrets }),
    ...(publicKey !== undefined && { publicKey }),
    ...(flags.publicUrl !== undefined && { publicUrl: flags.publicUrl }),
  };
  try {
    const provider = factory({ ...given, ...envOptions(factory(given), io) });
    // Making a webhook checks the secrets; the URL that is signed may be known only later.
    createWebhook(provider, { trustProxy: () => false });
    return provider;
  } catch (error) {
    throw new CliError('bad_option', (error as Error).message, {
      hint: `hooklatch providers ${name} says what its secret looks like.`,
    });
  }
}

/** The secret of the environment, where none was given. */
function envOptions(provider: Provider, { env }: Io): Readonly<Record<string, unknown>> {
  const found = provider.secret() === undefined ? findEnvSecret(provider, env) : undefined;
  if (!found) return {};
  return { [provider.definition.key ? 'publicKey' : 'secret']: found.secret };
}

/** @throws CliError where there is no such provider; it suggests the nearest name */
export function findFactory(name: string): ReturnType<typeof findProvider> {
  try {
    return findProvider(name);
  } catch (error) {
    throw new CliError('unknown_provider', (error as Error).message, {
      hint: 'hooklatch providers lists all of them.',
    });
  }
}

/** Options of a factory as they stand on the command line: `name=value`, in JSON or as a text. */
export function readOptions(pairs: readonly string[]): Readonly<Record<string, unknown>> {
  const entries = pairs.map((pair) => {
    const at = pair.indexOf('=');
    if (at < 1) throw new CliError('bad_option', `--option needs name=value, not ${JSON.stringify(pair)}.`);
    return [pair.slice(0, at), readValue(pair.slice(at + 1))] as const;
  });
  return Object.fromEntries(entries);
}

/** JSON where it is JSON, else the text. */
export function readValue(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
