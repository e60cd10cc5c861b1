import { createWebhook } from '@hooklatch/core';
import type { Provider } from '@hooklatch/core/provider';
import { throwAway } from '@hooklatch/testing';
import { secretVariables } from './env-secret.ts';
import type { Io } from './io.ts';
import { notice, writeJson, writeLines } from './output.ts';
import { findFactory } from './provider-options.ts';

/** Makes a random secret of the form that a provider has, and prints it; both keys where it signs with a private one. */
export async function printNewSecret(name: string, isJson: boolean, io: Io): Promise<void> {
  const plain = findFactory(name)(name === 'custom' ? { name, signature: { header: 'x-signature' } } : {});
  const variable = secretVariables(plain)[0]?.[0] ?? '';
  const { secret: madeUp, provider } = await throwAway(name);
  const secret = likeOwn(name, provider, madeUp);
  const isPrivate =
    plain.definition.key !== undefined && plain.definition.schemes.some(({ makeKeys }) => makeKeys);
  const publicKey = isPrivate ? String(provider.secret()) : undefined;
  if (isJson)
    return writeJson(io, { provider: plain.name, variable, secret, ...(publicKey && { publicKey }) });
  if (publicKey === undefined) {
    notice(io, `${variable}, for development; ${plain.name} gives out its own:`);
    return writeLines(io, [secret]);
  }
  notice(
    io,
    `${plain.name} signs with a private key. The endpoint has the first line (${variable}), the signer the second:`,
  );
  writeLines(io, [publicKey, secret]);
}

/** Of Standard Webhooks and the like with the beginning that their secrets have, where it is taken. */
function likeOwn(name: string, { definition }: Provider, madeUp: string): string {
  const isStandard = definition.schemes.some(({ headers }) =>
    headers.some((one) => /^(svix|webhook)-id$/.test(one)),
  );
  const own = `whsec_${Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64')}`;
  if (!(isStandard || name === 'stripe') || definition.key) return madeUp;
  const found = [own, `v1,${own}`].find((secret) => isTaken(name, secret));
  return found ?? madeUp;
}

function isTaken(name: string, secret: string): boolean {
  try {
    return createWebhook(findFactory(name)({ secret })) !== undefined;
  } catch {
    return false;
  }
}
