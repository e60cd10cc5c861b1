import type { Provider } from '@hooklatch/core/provider';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { CliError } from '../cli-error.ts';
import { exitCode } from '../exit-code.ts';

/** Whether a provider signs with a private key that nobody else has. */
export function isAsymmetric({ definition }: Provider): boolean {
  return definition.key !== undefined && definition.schemes.some(({ makeKeys }) => makeKeys);
}

const privateParts = new Set(['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k']);

/**
 * The public key of a private one.
 *
 * @param privateKey - a JWK, as `--make-keys` writes it; of some providers with an id and a space before it
 * @returns the same without its private parts
 * @throws CliError where it is no private JWK
 */
export function toPublicKey(privateKey: string): string {
  const at = privateKey.indexOf('{');
  let jwk: Readonly<Record<string, unknown>> = {};
  try {
    jwk = JSON.parse(privateKey.slice(at)) as typeof jwk;
  } catch {
    // It is told below.
  }
  if (at < 0 || typeof jwk['d'] !== 'string') {
    throw new CliError('bad_secret', 'This provider signs with a private key: --secret takes one as a JWK.', {
      hint: 'Make a pair with --make-keys, and give the public key to the endpoint while it is certified.',
    });
  }
  const open = Object.entries(jwk).filter(([name]) => !privateParts.has(name));
  return privateKey.slice(0, at) + JSON.stringify(Object.fromEntries(open));
}

/**
 * Writes a throw-away pair of keys for a provider. Nothing is overwritten.
 *
 * @param provider - which signs with private keys
 * @param folder - where to
 * @returns both files
 * @throws CliError where the provider has no keys, or a file is there or cannot be written
 */
export async function makeKeyFiles(
  { name, definition }: Provider,
  folder: string,
): Promise<{ readonly privateFile: string; readonly publicFile: string }> {
  const make = definition.key && definition.schemes.find(({ makeKeys }) => makeKeys)?.makeKeys;
  if (!make) {
    throw new CliError(
      'no_keys',
      `${name} shares a secret with its receivers: there are no keys to be made.`,
      {
        hint: 'Give --secret what the endpoint has.',
      },
    );
  }
  const { privateKey, publicKey } = await make();
  const privateFile = join(resolve(folder), `${name}.private.jwk`);
  const publicFile = join(resolve(folder), `${name}.public.jwk`);
  try {
    await mkdir(resolve(folder), { recursive: true });
    await writeFile(privateFile, `${privateKey}\n`, { flag: 'wx', mode: 0o600 });
    await writeFile(publicFile, `${publicKey}\n`, { flag: 'wx' });
  } catch (error) {
    const { code, path } = error as NodeJS.ErrnoException;
    const text = code === 'EEXIST' ? 'is there already' : `cannot be written: ${code}`;
    throw new CliError('file_failed', `${path} ${text}.`, { exitCode: exitCode.failed });
  }
  return { privateFile, publicFile };
}
