import {
  defineProvider,
  keySource,
  readPublicKeys,
  type DeliveryHead,
  type FetchedKeyOptions,
  type KeySource,
  type Provider,
  type PublicKey,
  type Scheme,
} from '@hooklatch/core/provider';
import { calculateJwkThumbprint, type JWK } from 'jose';
import { isInnerList, parseItem } from 'structured-headers';
import { algorithmOf, type MessageKey } from './lib/message-keys.ts';
import { agentHeader, messageScheme, type MessageRingKey } from './lib/message-scheme.ts';
import { readDictionary } from './lib/message-signatures.ts';

/** Options of {@link webBotAuth}: keys as JWK or JWKS, or the agents whose keys are fetched. */
export interface WebBotAuthOptions extends FetchedKeyOptions {
  /** The hosts of the agents that are let in: `crawler.example.com`. */
  readonly agents?: readonly string[] | undefined;
}

const tag = 'web-bot-auth';
const path = '/.well-known/http-message-signatures-directory';

/** The hosts that a header names: one as an item, or several in a dictionary. */
function agentsOf({ headers }: DeliveryHead): readonly string[] {
  const value = headers.get(agentHeader);
  if (!value) return [];
  const names: unknown[] = [...(readDictionary(value)?.values() ?? [])].map((member) =>
    isInnerList(member) ? undefined : member[0],
  );
  try {
    names.push(parseItem(value)[0]);
  } catch {
    // A dictionary, then.
  }
  return names.flatMap((name) =>
    typeof name === 'string' && URL.canParse(name) && name.startsWith('https://') ? [new URL(name).host] : [],
  );
}

/** A key is named by its thumbprint, whatever its `kid` says. */
async function withThumbprint(keys: readonly PublicKey[]): Promise<readonly MessageKey[]> {
  const usable = keys.flatMap(({ jwk }) => (jwk ? [jwk] : []));
  const named = await Promise.allSettled(
    usable.map(async (jwk) => ({
      id: await calculateJwkThumbprint(jwk as JWK),
      alg: algorithmOf(jwk),
      publicKey: { jwk },
    })),
  );
  // A directory may hold keys of kinds that are not known here.
  return named.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
}

/** The keys of the agents that are let in; no other host is ever asked. */
function directoryOf({ agents = [], fetch }: WebBotAuthOptions): MessageRingKey {
  const sources = new Map<string, KeySource>(
    agents.map((agent) => [agent.toLowerCase(), keySource({ url: `https://${agent}${path}`, fetch })]),
  );
  return {
    async find(_keyId, head) {
      const asked = agentsOf(head).flatMap((agent) => sources.get(agent) ?? []);
      const found = await Promise.all(asked.map((source) => source.keys()));
      return withThumbprint(found.flat());
    },
  };
}

function keysOf(secret: string, options: WebBotAuthOptions): readonly MessageRingKey[] | string {
  if (secret === 'directory' && options.agents) return [directoryOf(options)];
  const keys = readPublicKeys(secret);
  if (typeof keys === 'string') return keys;
  if (keys.some(({ jwk }) => !jwk)) return 'is no JWK: a key is named by the thumbprint of one';
  // At the first delivery: Workers allow no asynchronous work before a request.
  let named: Promise<readonly MessageKey[]> | undefined;
  return [{ find: () => (named ??= withThumbprint(keys)) }];
}

const define = defineProvider<object, WebBotAuthOptions>((options) => {
  const scheme = messageScheme({
    covers: { id: true, body: false, url: true },
    required: ({ headers }) => ['@authority', ...(headers.has(agentHeader) ? [agentHeader] : [])],
    accepts: ({ parameters }) =>
      parameters.get('tag') === tag &&
      typeof parameters.get('created') === 'number' &&
      typeof parameters.get('expires') === 'number',
    keys: (secret) => keysOf(secret, options),
    toKeyId: (jwk) => calculateJwkThumbprint(jwk as JWK),
    async draft({ time, id }) {
      const created = Math.floor(time / 1000);
      return { headers: {}, parameters: { created, expires: created + 300, nonce: id, tag } };
    },
  });
  return {
    name: 'web-bot-auth',
    key: 'public',
    env: [],
    methods: ['GET', 'POST', 'HEAD'],
    schemes: [scheme as Scheme],
    id: { claim: 'id' },
    // A signature says itself how long it is good for.
    toleranceInSeconds: Number.MAX_SAFE_INTEGER,
    facts: {
      sources: [
        'https://datatracker.ietf.org/doc/draft-meunier-web-bot-auth-architecture/',
        'https://github.com/cloudflare/web-bot-auth',
      ],
      confirmed: true,
      checked: '2026-11-22',
    },
  };
});

/**
 * Web Bot Auth: HTTP message signatures of bots and agents. They say who asks, for which host; nothing of path or body is
 * signed. The id of an event is the signature's nonce: keep a store, so that none is used twice.
 *
 * Source: https://datatracker.ietf.org/doc/draft-meunier-web-bot-auth-architecture/
 *
 * @param options - the keys, or the agents
 * @returns the provider
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { webBotAuth } from '@hooklatch/providers/web-bot-auth';
 *
 * const webhook = createWebhook(
 *   webBotAuth({ agents: ['crawler.example.com'], publicUrl: 'https://example.com' }),
 *   { on: { '*': (event) => console.log(event.id) } },
 * );
 * ```
 */
export function webBotAuth<Events extends object = object>(
  options: WebBotAuthOptions = {},
): Provider<Events> {
  const { agents, publicKey = agents && 'directory' } = options;
  return define<Events>({ ...options, publicKey });
}
