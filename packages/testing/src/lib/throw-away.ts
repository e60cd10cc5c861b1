import { createWebhook } from '@hooklatch/core';
import type { KeyPair, Provider, ProviderDefinition } from '@hooklatch/core/provider';
import { findProvider } from '@hooklatch/providers';
import { neededOptions } from './needed-options.ts';

/** A provider with made-up keys, and what signs for it. */
export interface ThrowAway {
  readonly provider: Provider;
  /** The shared secret, or the private key: what `sign` takes as `secret`. */
  readonly secret: string;
  /** The URL that is signed, for providers that sign it. */
  readonly url: string;
}

const url = 'https://example.com/webhooks';

const random = (bytes: number): Uint8Array<ArrayBuffer> => crypto.getRandomValues(new Uint8Array(bytes));
const base64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes));
const hex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** Secrets of every form that providers have; the first that one takes is used. */
function candidates(): readonly string[] {
  return [
    hex(random(32)),
    `whsec_${base64(random(24))}`,
    `v1,whsec_${base64(random(24))}`,
    base64(random(32)),
    `user:${hex(random(16))}`,
    `test ${hex(random(16))}`,
  ];
}

/**
 * A provider with throw-away keys, ready to sign and to verify offline.
 *
 * @param name - a provider's name or an alias
 * @param options - options of its factory, where others are wanted than the needed ones
 * @returns the provider, what signs for it, and the URL that it signs
 * @throws TypeError where there is no such provider
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { sign, throwAway } from '@hooklatch/testing';
 *
 * const { provider, secret, url } = await throwAway('discord');
 * const delivery = await sign(provider, { secret, url, payload: { type: 1 } });
 * console.log((await createWebhook(provider).handle(delivery)).body); // {"type":1}
 * ```
 */
export async function throwAway(
  name: string,
  options: Readonly<Record<string, unknown>> = {},
): Promise<ThrowAway> {
  const factory = findProvider(name);
  const given = { ...neededOptions(name), publicUrl: url, ...options };
  const pair = await makeKeys(factory(given));
  if (pair)
    return {
      provider: factory({ ...given, publicKey: pair.publicKey }),
      secret: pair.privateKey,
      url,
    };
  const secret = candidates().find((text) => isTaken(factory({ ...given, secret: text })));
  if (secret === undefined) throw new TypeError(`No secret can be made up for ${name}.`);
  return { provider: factory({ ...given, secret }), secret, url };
}

/**
 * What is known of a provider, whatever its factory wants.
 *
 * @param name - a provider's name or an alias
 * @returns its definition
 * @throws TypeError where there is no such provider
 */
export function definitionOf(name: string): ProviderDefinition {
  return findProvider(name)({ ...neededOptions(name), publicUrl: url }).definition;
}

/** The keys of a provider that signs with private ones. */
function makeKeys({ definition }: Provider): Promise<KeyPair> | undefined {
  if (!definition.key) return undefined;
  return definition.schemes.find(({ makeKeys: make }) => make)?.makeKeys?.();
}

function isTaken(provider: Provider): boolean {
  try {
    return createWebhook(provider) !== undefined;
  } catch {
    return false;
  }
}
