import type { ProviderDefinition } from './provider-definition.ts';
import type { Scheme } from './scheme.ts';

/** A key of one secret, for one scheme. */
export interface RingKey {
  readonly scheme: Scheme;
  readonly key: unknown;
  readonly secretIndex: number;
  /** Which of the keys that the secret stands for: 0 unless the provider has changed its encoding. */
  readonly derivation: number;
}

/** Every secret at once, prepared. */
export interface KeyRing {
  readonly keys: readonly RingKey[];
  /** Whether a secret is so short that an operator should know. */
  readonly weak: boolean;
  /** The texts, for who looks into a mismatch; a function, so that no log prints them. */
  readonly texts: () => readonly string[];
}

const mostSecrets = 20;
const weakUnder = 16;

/** Beginnings of texts that are never a shared secret, and what they are. */
const mistakes: Readonly<Record<string, string>> = {
  '-----BEGIN': 'a PEM key',
  whpk_: 'a public key',
};

/**
 * Checks and prepares secrets.
 *
 * @throws TypeError that names the mistake, with no part of the secret in it
 */
export function prepareSecrets(secrets: readonly string[], definition: ProviderDefinition): KeyRing {
  const { name, schemes, notSecrets } = definition;
  const refuse = (secretIndex: number, mistake: string): never => {
    throw new TypeError(`Secret ${secretIndex} of ${name} ${mistake}.`);
  };
  const count = secrets.length;
  if (count < 1 || count > mostSecrets) refuse(count, 'is missing or too many');
  const keys = secrets.flatMap((given, secretIndex) => {
    // A secret read from a file ends with the file's last line break.
    const secret = typeof given === 'string' ? given.replace(/[\r\n]+$/, '') : '';
    if (/^(\s*|undefined|null)$/.test(secret)) refuse(secretIndex, 'is empty or not set');
    // What a provider says of a beginning counts more, and an empty text says that it is none.
    for (const [beginning, what] of Object.entries({ ...(definition.key ? {} : mistakes), ...notSecrets })) {
      if (what && secret.startsWith(beginning)) refuse(secretIndex, `is ${what}`);
    }
    const fitting = schemes.flatMap((scheme) => {
      const decoded = scheme.keys(secret, secretIndex);
      if (typeof decoded === 'string') return refuse(secretIndex, decoded);
      return decoded.map((key, derivation) => ({ scheme, key, secretIndex, derivation }));
    });
    return fitting.length ? fitting : refuse(secretIndex, 'fits no scheme of it');
  });
  return { keys, weak: secrets.some((one) => one.length < weakUnder), texts: () => secrets };
}
