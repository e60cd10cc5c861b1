import type { Vector } from './vector.ts';

/** What a vector gives beside the request. */
type Given = Pick<Vector, 'secret' | 'key' | 'config' | 'settings' | 'url'>;

type Options = Readonly<Record<string, unknown>>;

/** Serves given texts in the network's place; everything else is not found. */
function serve(texts: Readonly<Record<string, unknown>>): typeof fetch {
  return async (input) => {
    const url = input instanceof Request ? input.url : String(input);
    const found = texts[url] ?? texts['*'];
    if (found === undefined) return new Response(null, { status: 404 });
    return new Response(typeof found === 'string' ? found : JSON.stringify(found));
  };
}

/** Serves each key of a record under the URL that ends with its id. */
function serveById(place: string, keys: unknown, write: (key: unknown) => unknown): typeof fetch {
  const entries = Object.entries(Object(keys) as object);
  return serve(Object.fromEntries(entries.map(([id, key]) => [place + id, write(key)])));
}

/** The fields that hold a public key, however they are called. */
const publicKeys = [
  'public_key_pem',
  'public_key_hex',
  'public_key_base64',
  'public_key_spki_base64',
  'public_key',
];

/** The fields that hold a shared secret. */
const secrets = [
  'secret',
  'hmac_secret',
  'api_secret',
  'signing_key',
  'signing_secret',
  'signature_secret',
  'value',
  'authorization',
];

/** What the fields of a `key` are to any provider. */
function byShape(key: Options): Options {
  const named = (names: readonly string[]): unknown =>
    names.map((name) => key[name]).find((value) => value !== undefined);
  const publicKey = named(publicKeys);
  const secret = named(secrets);
  return {
    ...(publicKey !== undefined && { publicKey }),
    ...(secret !== undefined && { secret }),
    ...(key.jwks !== undefined && { fetch: serve({ '*': key.jwks }) }),
    ...(key.certs !== undefined && { fetch: serve(key.certs as Options) }),
  };
}

/** What a provider makes of its own shape, beside what every shape means. */
const byProvider: Readonly<Record<string, (key: Options, given: Given) => Options>> = {
  'apple-app-store': (key) => ({
    rootCertificates: key.root_certificates_der_base64,
    bundleId: key.bundle_id,
    appAppleId: key.app_apple_id,
    environment: key.environment,
  }),
  'atlassian-connect': ({ shared_secret: secret, client_key, base_url, install_public_keys: keys }) => ({
    secret,
    clientKey: client_key,
    baseUrl: base_url,
    fetch: serveById('https://connect-install-keys.atlassian.com/', keys, (key) => key),
  }),
  'aws-sns': ({ certs, allowed_topic_arns }) => ({
    topicArns: allowed_topic_arns ?? '*',
    fetch: serve(certs as Options),
  }),
  // The handshakes are written without a secret: those of an endpoint that is protected by tokens.
  'azure-event-grid': ({ query_secret, jwks, audience, issuer }, { config }) => {
    const { name, value } = Object(query_secret) as Options;
    return query_secret !== undefined && !config
      ? { secret: value, query: name }
      : { audience: audience ?? 'api://test', issuer: issuer ?? 'test', fetch: serve({ '*': jwks }) };
  },
  'cloudevents-webhook': (_key, { secret = 'a secret' }) => ({
    secret,
    allowedOrigins: ['eventemitter.example.com'],
    rate: 100,
  }),
  fireblocks: (key) => ({ ...byShape(key), legacyPublicKey: key.legacy_public_key_pem }),
  fusionauth: (key) => ({
    ...byShape(key),
    ...(key.jwks !== undefined && { url: 'https://auth.example.com' }),
  }),
  'google-chat': ({ mode, audience, jwks }) => ({
    ...(mode === 'project_number' ? { projectNumber: audience } : { audience }),
    fetch: serve({ '*': jwks }),
  }),
  'google-pubsub': ({ jwks, audience, service_account_email }) => ({
    audience,
    serviceAccountEmail: service_account_email,
    fetch: serve({ '*': jwks }),
  }),
  'http-message-signatures': ({ keys, required_components, max_age }) => ({
    keys: Object.fromEntries(
      Object.entries(Object(keys) as Record<string, Options>).map(([id, { alg, jwk, ...key }]) => [
        id,
        { alg, publicKey: JSON.stringify(jwk), ...key },
      ]),
    ),
    requiredComponents: required_components,
    maxAge: max_age,
  }),
  kinde: ({ issuer_domain, jwks }) => ({ domain: issuer_domain, fetch: serve({ '*': jwks }) }),
  livekit: ({ api_key, api_secret: secret }) => ({ apiKey: api_key, secret }),
  'microsoft-graph': ({ client_state: secret, app_id, tenant_id, jwks }) => ({
    secret,
    appId: app_id,
    tenantId: tenant_id,
    fetch: serve({ '*': jwks }),
  }),
  'neon-auth': ({ jwks }) => ({ url: 'https://auth.example.com', fetch: serve({ '*': jwks }) }),
  paypal: ({ webhook_id, certs }) => ({ webhookId: webhook_id, fetch: serve(certs as Options) }),
  plaid: ({ jwks_by_kid }) => ({ getKey: (id: string) => (Object(jwks_by_kid) as Options)[id] }),
  saleor: ({ jwks, saleor_domain }) => ({ domain: saleor_domain, fetch: serve({ '*': jwks }) }),
  truelayer: ({ jwks, allowed_jku = [] }) => ({
    environments: (allowed_jku as string[]).map((url) =>
      url.includes('-sandbox') ? 'sandbox' : 'production',
    ),
    fetch: serve({ '*': jwks }),
  }),
  'upstash-qstash': ({ current, next }) => ({ secret: [current, next] }),
  'web-bot-auth': ({ jwk }) => ({ publicKey: JSON.stringify(jwk) }),
  // The sender's settings; what is not named is the default.
  convoy: (_key, { secret, settings: { alg = 'sha256', encoding = 'hex' } }) => ({
    secret,
    algorithm: String(alg).toLowerCase(),
    encoding,
  }),
  'binance-pay': ({ certs }) => ({ publicKey: JSON.stringify(certs) }),
  bitso: ({ key_id, public_key_pem: public_key }) => ({
    publicKey: JSON.stringify([{ key_id, public_key }]),
  }),
  braintree: ({ public_key, private_key }, { secret }) => ({
    secret: [private_key === undefined ? (secret ?? '') : [public_key, private_key]].flat().join(' '),
  }),
  circle: ({ keys }) => ({
    apiKey: 'test',
    fetch: serveById('https://api.circle.com/v2/notifications/publicKey/', keys, (data) => ({ data })),
  }),
  ebay: ({ public_keys }) => ({
    accessToken: 'test',
    fetch: serveById('https://api.ebay.com/commerce/notification/v1/public_key/', public_keys, (key) => key),
  }),
  'github-secret-scanning': ({ public_keys }) => ({ fetch: serve({ '*': { public_keys } }) }),
  websub: ({ secret = 'a secret' }, { config }) => ({ secret, topics: config?.expected_topics }),
};

/** The options of the provider's factory that a vector stands for. */
export function toOptions(given: Vector): Options {
  const { key, config = {}, secret } = given;
  const own = byProvider[given.provider]?.(key ?? {}, given);
  if (own) return { ...own, ...config };
  return { ...(key ? byShape(key) : { secret: secret ?? '' }), ...config };
}
