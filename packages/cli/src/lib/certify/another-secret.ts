import { throwAway } from '@hooklatch/testing';
import type { Stage } from './stage.ts';

const made = new WeakMap<Stage, Promise<string>>();

/**
 * A secret of the same form as the endpoint's that is not the endpoint's.
 *
 * @param stage - of which provider, and which secret
 */
export function anotherSecret(stage: Stage): Promise<string> {
  // Making a pair of RSA keys takes as long as all the rest.
  const known = made.get(stage) ?? makeSecret(stage);
  made.set(stage, known);
  return known;
}

async function makeSecret({ provider, options }: Stage): Promise<string> {
  const [secret] = options.secrets;
  const { definition } = provider;
  const pair = definition.key && definition.schemes.find(({ makeKeys }) => makeKeys)?.makeKeys?.();
  if (pair) return likeKey((await pair).privateKey, secret);
  // What stands before a space or a colon names an account or a user: only the rest is secret.
  const [, name = '', inner = ''] = /^(\S+?[ :])?([^]*)$/.exec(secret) ?? [];
  const [, prefix = '', core = '', padding = ''] = /^(.*_)?([A-Za-z0-9+/_-]*?)(=*)$/.exec(inner) ?? [];
  // The last letter keeps the bits that base64 does not use.
  if (core.length >= 8)
    return name + prefix + core.slice(0, -1).replace(/[a-zA-Z0-9]/g, turn) + core.slice(-1) + padding;
  const madeUp = await throwAway(provider.name).catch(() => undefined);
  return madeUp?.secret ?? `${secret}, but another one`;
}

/** Digits stay digits, and letters that are digits of hexadecimal numbers stay such. */
function turn(letter: string): string {
  for (const alphabet of ['0123456789', 'abcdef', 'ghijklmnopqrstuvwxyz', 'ABCDEF', 'GHIJKLMNOPQRSTUVWXYZ']) {
    const at = alphabet.indexOf(letter);
    if (at >= 0) return alphabet[(at + 3) % alphabet.length] as string;
  }
  return letter;
}

/** The id of a key says which one is meant, and what stands before it whose it is: a forger sends what is known. */
function likeKey(key: string, known: string): string {
  const kid = /"kid":"([^"\\]*)"/.exec(known)?.[1];
  const named =
    kid === undefined ? key : key.replace(/"kid":"[^"\\]*"/, () => `"kid":${JSON.stringify(kid)}`);
  return known.includes('{') ? known.slice(0, known.indexOf('{')) + named.slice(named.indexOf('{')) : named;
}
