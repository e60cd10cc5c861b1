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
  const { name, schemes, notSecrets } = definition;
  if (secrets.length < 1 || secrets.length > mostSecrets) {
    throw new TypeError(`${name} takes 1 to ${mostSecrets} secrets.`);
  }
  const warnings: string[] = [];
  const keys = secrets.flatMap((given, secretIndex) => {
    try {
      const secret = checkSecret(given, notSecrets);
      if (secret.length < 16) warnings.push(`A secret of ${name} is under 16 bytes.`);
      const fitting = schemes.flatMap((scheme) =>
        scheme.keys(secret).map((key) => ({ scheme, key, secretIndex })),
      );
      if (fitting.length < 1) throw new TypeError('is of no kind that this provider uses.');
      return fitting;
    } catch (error) {
      const which = `Secret ${secretIndex} of ${name} `;
      throw new TypeError(which + (error instanceof TypeError ? error.message : 'cannot be used.'));
    }
  });
  return { keys, warnings };
}

const mistakes: Readonly<Record<string, string>> = {
  '-----BEGIN': 'a PEM key',
  whpk_: 'a public key',
  whsk_: 'a private key',
};

function checkSecret(given: unknown, notSecrets?: Readonly<Record<string, string>>): string {
  // A secret read from a file ends with the file's last line break.
  const secret = typeof given === 'string' ? given.replace(/[\r\n]+$/, '') : '';
  if (secret.trim() === '') throw new TypeError('is empty.');
  if (/^(undefined|null)$/.test(secret)) throw new TypeError(`is the word ${secret}: a variable was not set.`);
  for (const [beginning, what] of Object.entries({ ...notSecrets, ...mistakes })) {
    if (secret.startsWith(beginning)) throw new TypeError(`is ${what}, not the webhook's secret.`);
  }
  return secret;
}
