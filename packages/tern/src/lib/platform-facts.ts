import type { Delivery } from '@hooklatch/core';
import { toBase64, toBytes, writeDelivery, type KeyPair, type Provider } from '@hooklatch/core/provider';
import { lookUpProvider } from './platform-config.ts';
import { algorithmOf, schemeFor } from './scheme-facts.ts';
import type { WebhookPlatform, WebhookVerificationResult } from './types.ts';
import { verifyRequest } from './verify.ts';

/** Something that a platform has to do, and whether it does. */
export interface PlatformFact {
  readonly name: string;
  readonly holds: boolean;
}

/** What a delivery is signed with, and what it is verified with. */
interface Keys {
  readonly signing: string;
  readonly verifying: string;
}

const body = toBytes('{"id":"evt_1","type":"test.event","text":"Grüße für $1 & $& 🎉","n":1.0}\n');
const url = 'https://example.com/webhooks';
const day = 86_400_000;

/**
 * Signs deliveries as the platform would, and looks at what is made of them.
 *
 * @param platform - its name
 * @returns the facts; none where the platform is not known
 */
export async function platformFacts(platform: WebhookPlatform): Promise<readonly PlatformFact[]> {
  const provider = lookUpProvider(platform);
  if (!provider) return [];
  const keys = await makeKeys(provider, platform, 'one');
  const another = await makeKeys(provider, platform, 'another');
  const write = (signing: string, time: number): Promise<Delivery> =>
    writeDelivery(provider, { secret: signing, body, url, time, id: 'evt_1', type: 'test.event' });
  const verify = (delivery: Delivery): Promise<WebhookVerificationResult> =>
    verifyRequest(toRequest(delivery), { platform, secret: keys.verifying });

  const genuine = await write(keys.signing, Date.now());
  const result = await verify(genuine);
  const { covers, headers } = schemeFor(provider, keys.verifying);
  const changed = { ...genuine, body: toBytes(`${new TextDecoder().decode(genuine.body)} `) };
  return [
    { name: 'a genuine delivery is valid', holds: result.isValid },
    {
      name: 'one that is signed with another secret is not',
      holds: !(await verify(await write(another.signing, Date.now()))).isValid,
    },
    ...(covers.body
      ? [{ name: 'one with a changed body is not', holds: !(await verify(changed)).isValid }]
      : []),
    ...(await Promise.all(
      headers.map(async (name) => ({
        name: `one without ${name} is not`,
        holds: !(await verifyRequest(toRequest(genuine, name), { platform, secret: keys.verifying })).isValid,
      })),
    )),
    ...(result.metadata?.timestamp === undefined
      ? []
      : [
          {
            name: 'one of yesterday is not',
            holds:
              (await verify(await write(keys.signing, Date.now() - day))).errorCode === 'TIMESTAMP_EXPIRED',
          },
        ]),
  ];
}

function toRequest({ method, headers, body: bytes, url: target }: Delivery, without?: string): Request {
  const kept = headers.entries().filter(([name]) => name.toLowerCase() !== without);
  return new Request(target, {
    method,
    headers: kept.map(([name, value]) => [name, value] as [string, string]),
    body: bytes as Uint8Array<ArrayBuffer>,
  });
}

/** Throw-away keys of the kind that the platform takes. @throws TypeError where none fits */
async function makeKeys(provider: Provider, platform: WebhookPlatform, name: string): Promise<Keys> {
  const maker = provider.definition.schemes.find((scheme) => scheme.makeKeys);
  const pair: KeyPair | undefined = await maker?.makeKeys?.();
  if (pair) return { signing: pair.privateKey, verifying: pair.publicKey };
  const text = `a secret of a test, ${name}`;
  const isToken = algorithmOf(platform, provider) === 'custom';
  const candidates = [...(isToken ? [text] : []), `whsec_${toBase64(toBytes(text))}`, text];
  for (const secret of candidates) {
    try {
      await writeDelivery(provider, { secret, body, url, time: Date.now(), id: 'evt_1', type: 'test.event' });
      return { signing: secret, verifying: secret };
    } catch {
      // Of another kind: the next one.
    }
  }
  throw new TypeError(`No secret of a test fits ${platform}.`);
}
