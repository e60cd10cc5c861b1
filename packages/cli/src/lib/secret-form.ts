import { createWebhook } from '@hooklatch/core';
import type { Provider } from '@hooklatch/core/provider';
import { findFactory } from './provider-options.ts';

/** What a secret of a provider looks like, found out by what it takes. */
export interface SecretForm {
  readonly kind: 'shared secret' | 'public key' | 'fetched keys';
  readonly text: string;
}

const filler = 'A'.repeat(32);

/** Texts that a secret may look like, and how each is described; the first that is taken while plain text is not. */
const forms: readonly (readonly [text: string, description: string])[] = [
  [`whsec_${filler}`, '`whsec_` and base64'],
  [`v1,whsec_${filler}`, '`v1,whsec_` and base64'],
  [filler + filler, 'hexadecimal digits or base64, 32 characters or more'],
  [`user:${filler}`, 'a user and a password, with a colon between them'],
  [`name ${filler}`, 'two parts, with a space between them'],
];

/** How a provider's secret looks. */
export function secretForm(name: string, provider: Provider): SecretForm {
  const { key, notSecrets = {} } = provider.definition;
  if (key === 'fetched')
    return { kind: 'fetched keys', text: 'none is needed: the published keys are fetched' };
  if (key === 'public') {
    return { kind: 'public key', text: 'a public key: PEM, base64 or hexadecimal digits, a JWK or a JWKS' };
  }
  const not = Object.entries(notSecrets)
    .filter(([, what]) => what !== '')
    .map(([start, what]) => `${start} is ${what}`);
  const isFree = isTaken(name, '%%% any text of some length %%%');
  const found = forms.find(([text]) => isTaken(name, text))?.[1];
  const text = isFree ? 'any text, as the dashboard shows it' : (found ?? 'as the dashboard shows it');
  return { kind: 'shared secret', text: not.length === 0 ? text : `${text} (${not.join(', ')})` };
}

function isTaken(name: string, secret: string): boolean {
  try {
    createWebhook(findFactory(name)({ secret }), { trustProxy: () => false });
    return true;
  } catch {
    return false;
  }
}
