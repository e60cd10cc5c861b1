import type { ProviderDefinition } from './provider.ts';
import type { Scheme } from './scheme.ts';

/** A key of one secret, for one scheme. */
export interface RingKey {
  readonly scheme: Scheme;
  readonly key: unknown;
  readonly secretIndex: number;
}

/** Every secret at once, prepared. */
export interface KeyRing {
  readonly keys: readonly RingKey[];
  /** What an operator should know, such as a short secret. */
  readonly warnings: readonly string[];
}

const mostSecrets = 20;

/**
 * Checks and prepares secrets.
 *
 * @throws TypeError that names the mistake, with no part of the secret in it
 */
export function prepareSecrets(secrets: readonly string[], definition: ProviderDefinition): KeyRing {
  if (secrets.length > mostSecrets)
    throw new TypeError(`${definition.name} takes at most ${mostSecrets} secrets.`);
  const warnings: string[] = [];
  const keys = secrets.flatMap((given, secretIndex) => {
    try {
      const secret = checkSecret(given, definition);
      if (new TextEncoder().encode(secret).length < (definition.weakUnderBytes ?? 16)) {
        warnings.push(`A secret of ${definition.name} is short: use 16 bytes or more.`);
      }
      return prepareSecret(secret, secretIndex, definition.schemes);
    } catch (error) {
      const which =
        secrets.length > 1
          ? `Secret ${secretIndex} of ${definition.name}`
          : `The secret of ${definition.name}`;
      throw new TypeError(`${which} ${error instanceof TypeError ? error.message : 'cannot be used.'}`);
    }
  });
  return { keys, warnings };
}

function prepareSecret(secret: string, secretIndex: number, schemes: readonly Scheme[]): RingKey[] {
  const keys = schemes.flatMap((scheme) => scheme.keys(secret).map((key) => ({ scheme, key, secretIndex })));
  if (keys.length === 0) throw new TypeError('is of no kind that this provider uses.');
  return keys;
}

const mistakes: Readonly<Record<string, string>> = {
  '-----BEGIN': 'a PEM key',
  whpk_: 'a public key',
  whsk_: 'a private signing key',
};

function checkSecret(given: unknown, definition: ProviderDefinition): string {
  if (typeof given !== 'string') throw new TypeError('is not a text.');
  // A secret read from a file ends with the file's last line break.
  const secret = given.replace(/[\r\n]+$/, '');
  if (secret.trim() === '') throw new TypeError('is empty.');
  if (secret === 'undefined' || secret === 'null') {
    throw new TypeError(`is the word "${secret}": a variable was not set where the text was made.`);
  }
  for (const [beginning, what] of Object.entries({ ...mistakes, ...definition.notSecrets })) {
    if (secret.startsWith(beginning)) throw new TypeError(`is ${what}, which is not the webhook's secret.`);
  }
  return secret;
}
