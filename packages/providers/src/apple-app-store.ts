import {
  defineProvider,
  makeKeyPair,
  parseJson,
  signWith,
  toBytes,
  WebhookError,
  type FetchedKeyOptions,
  type Provider,
  type ProviderOptions,
  type Scheme,
} from '@hooklatch/core/provider';
import { base64url } from 'jose';
import { readAppleKeys, verifyAppleJws, type AppleKey } from './lib/apple-jws.ts';
import { appleRootG3 } from './lib/apple-root.ts';
import { needs } from './lib/needs.ts';

/** Options of {@link appleAppStore}. */
export interface AppleAppStoreOptions extends Omit<FetchedKeyOptions, 'fetch'> {
  readonly bundleId?: string | undefined;
  /** The app's Apple id, which notifications of production name. */
  readonly appAppleId?: number | undefined;
  /** (`Production`) */
  readonly environment?: 'Production' | 'Sandbox' | undefined;
  /** The roots that a chain may lead to, as PEM or base64 of DER. (Apple Root CA - G3) */
  readonly rootCertificates?: ProviderOptions['secret'];
}

type Fields = Readonly<Record<string, unknown>>;

const containers = ['data', 'summary', 'appData', 'externalPurchaseToken'] as const;

/** What the outer token says of the app, in whichever part this kind of notification has. */
function appOf(payload: Fields): Fields {
  const name = containers.find((one) => typeof payload[one] === 'object' && payload[one] !== null);
  const app = Object(name && payload[name]) as Fields;
  if (name !== 'externalPurchaseToken') return app;
  const isSandbox = String(app.externalPurchaseId).startsWith('SANDBOX');
  return { ...app, environment: isSandbox ? 'Sandbox' : 'Production' };
}

/** The signature is Apple's for every app: what it says of the app is part of the proof. */
function isForApp(payload: Fields, options: AppleAppStoreOptions): boolean {
  const { bundleId, appAppleId, environment = 'Production' } = options;
  const app = appOf(payload);
  const isSame = environment === 'Sandbox' || app.appAppleId === appAppleId;
  return app.bundleId === bundleId && app.environment === environment && isSame;
}

/** The tokens within a notification: `signedTransactionInfo`, `signedRenewalInfo` and the like. */
const innerName = /^signed([A-Z]\w*Info)$/;

/** What was proved of the tokens within a body. */
const proved = new WeakMap<Uint8Array, ReadonlyMap<string, Fields>>();

async function proveInner(
  payload: Fields,
  key: AppleKey,
  options: AppleAppStoreOptions,
): Promise<Map<string, Fields>> {
  const found = new Map<string, Fields>();
  const { bundleId, environment = 'Production' } = options;
  for (const [name, token] of containers.flatMap((one) => Object.entries(Object(payload[one]) as Fields))) {
    if (!innerName.test(name) || typeof token !== 'string') continue;
    const inner = await verifyAppleJws(token, key);
    const isOwn = inner?.environment === environment && (inner.bundleId ?? bundleId) === bundleId;
    if (inner && isOwn) found.set(token, inner);
  }
  return found;
}

/** The outer token's payload; beside each token within that was proved stands what it says. */
function parse(body: Uint8Array): unknown {
  const { signedPayload } = Object(parseJson(body)) as Fields;
  const [, encoded = ''] = String(signedPayload).split('.');
  const inner = proved.get(body);
  if (!inner) return undefined;
  const payload = parseJson(base64url.decode(encoded)) as Fields;
  const open = (part: unknown): unknown =>
    Object.fromEntries(
      Object.entries(part as Fields).flatMap(([name, value]) => {
        const [, own] = innerName.exec(name) ?? [];
        const says = own === undefined ? undefined : inner.get(value as string);
        const opened = own && says && ([`${own[0]?.toLowerCase()}${own.slice(1)}`, says] as const);
        return opened ? [[name, value] as const, opened] : [[name, value] as const];
      }),
    );
  const opened = containers.filter((name) => typeof payload[name] === 'object' && payload[name] !== null);
  return { ...payload, ...Object.fromEntries(opened.map((name) => [name, open(payload[name])])) };
}

function schemeOf(options: AppleAppStoreOptions): Scheme<AppleKey> {
  return {
    headers: [],
    covers: { id: false, body: true, url: false },
    keys: (secret) => readAppleKeys(secret === 'fetched' ? appleRootG3 : secret),
    read: () => ({ signatures: [] }),
    async verify(claim, key, body) {
      const { signedPayload } = Object(parseJson(body)) as Fields;
      if (typeof signedPayload !== 'string') throw new WebhookError('signature_missing', 'signedPayload');
      const payload = await verifyAppleJws(signedPayload, key);
      if (!payload || typeof payload.signedDate !== 'number' || !isForApp(payload, options)) return false;
      proved.set(body, await proveInner(payload, key, options));
      claim.time = payload.signedDate;
      return true;
    },
    content: () => ({ before: '', after: '' }),
    async write({ body, id, time }, secret) {
      const { bundleId, appAppleId, environment = 'Production' } = options;
      const payload = {
        notificationType: 'TEST',
        notificationUUID: id,
        version: '2.0',
        data: { bundleId, appAppleId, environment },
        ...Object(parseJson(body)),
        signedDate: time,
      } as Fields;
      const parts = [{ alg: 'ES256' }, payload].map((part) => base64url.encode(JSON.stringify(part)));
      const proof = await signWith(secret, 'ecdsa-p256-sha256', toBytes(parts.join('.')));
      const signedPayload = [...parts, base64url.encode(proof)].join('.');
      return { headers: {}, body: toBytes(JSON.stringify({ signedPayload })) };
    },
    makeKeys: () => makeKeyPair('ecdsa-p256-sha256'),
  };
}

const define = defineProvider<object, AppleAppStoreOptions>((options) => {
  const { bundleId, appAppleId, environment = 'Production' } = options;
  const wanted = environment === 'Production' ? { bundleId, appAppleId } : { bundleId };
  return {
    name: 'apple-app-store',
    key: 'fetched',
    env: [],
    schemes: [needs(schemeOf(options), wanted) as Scheme],
    id: { field: 'notificationUUID' },
    type: { field: 'notificationType' },
    parse,
    // A notification is signed once, and is sent again for days.
    toleranceInSeconds: Number.MAX_SAFE_INTEGER,
    facts: {
      sources: [
        'https://developer.apple.com/documentation/appstoreservernotifications/responsebodyv2',
        'https://developer.apple.com/documentation/appstoreservernotifications/jwsdecodedheader',
        'https://www.apple.com/certificateauthority/',
        'https://developer.apple.com/documentation/appstoreservernotifications/responding-to-app-store-server-notifications',
        'https://developer.apple.com/documentation/appstoreservernotifications/notificationuuid',
      ],
      confirmed: true,
      checked: '2026-11-22',
      successStatuses: [200, 201, 202, 203, 204, 205, 206],
      retries: { attempts: 5, delaysInSeconds: [3600, 43_200, 86_400, 172_800, 259_200] },
      keepsId: true,
    },
  };
});

/**
 * App Store Server Notifications V2: a token whose certificates lead to Apple's root, for one app in one environment. The
 * payload is what the token says; what `data.signedTransactionInfo` and its like say stands beside them, as
 * `data.transactionInfo`, where it was proved too. Whether a certificate was revoked is not asked.
 *
 * Source: https://developer.apple.com/documentation/appstoreservernotifications/responsebodyv2
 *
 * @param options - the app
 * @returns the provider
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { appleAppStore } from '@hooklatch/providers/apple-app-store';
 *
 * const webhook = createWebhook(appleAppStore({ bundleId: 'com.example', appAppleId: 1234 }), {
 *   on: { DID_RENEW: (event) => console.log(event.payload) },
 * });
 * ```
 */
export function appleAppStore<Events extends object = object>(
  options: AppleAppStoreOptions = {},
): Provider<Events> {
  const { rootCertificates, publicKey = rootCertificates } = options;
  return define<Events>({ ...options, publicKey });
}
