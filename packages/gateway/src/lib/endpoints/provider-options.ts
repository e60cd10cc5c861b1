import type { ProviderOption } from '../api/provider-schemas.ts';

type Hints = Readonly<Record<string, string>>;

const header = { header: 'The header that holds it, where it is another than usual.' };
const source = { type: 'Where the type stands, as JSON: { "field": "type" } or { "header": "x-type" }.' };
const idHeader = { idHeader: 'A header that identifies the delivery, so that duplicates are recognised.' };

/** What cannot be left out. */
const required: Readonly<Record<string, Hints>> = {
  'apple-app-store': {
    bundleId: 'The bundle id of the app: com.example.app.',
    environment: 'Production or Sandbox.',
  },
  'aws-sns': { topicArns: 'The ARNs of your topics, as a JSON list.' },
  circle: { apiKey: 'The API key that public keys are fetched with.' },
  custom: {
    name: 'What the provider is called in events: acme.',
    signature: 'The header of the signature, as JSON: { "header": "x-signature", "encoding": "hex" }.',
  },
  ebay: { accessToken: 'The application token that public keys are fetched with.' },
  'google-chat': { audience: "This endpoint's URL, where that is the app's authentication audience." },
  'google-pubsub': {
    audience: 'The audience of the push subscription.',
    serviceAccountEmail: "The e-mail address of the subscription's service account.",
  },
  kinde: { domain: 'The Kinde domain, which publishes the keys: https://example.kinde.com.' },
  livekit: { apiKey: 'The API key whose secret signs.' },
  'neon-auth': { url: 'The URL of Neon Auth, which publishes the keys.' },
  paypal: { webhookId: 'The id of the webhook, which PayPal shows beside its URL.' },
  saleor: { domain: 'The domain of the Saleor backend: example.saleor.cloud.' },
};

/** What may be left out. */
const optional: Readonly<Record<string, Hints>> = {
  'apple-app-store': { appAppleId: "The app's Apple id, a number, which production needs." },
  assemblyai: header,
  'atlassian-connect': { clientKey: 'The clientKey of the tenant.', baseUrl: "The app's base URL." },
  auth0: { ...header, prefix: 'What stands before the secret: "Bearer ".', basic: 'true for HTTP Basic.' },
  'azure-event-grid': { query: 'The parameter of the URL that holds the secret (code).', ...header },
  basic: { ...idHeader, ...source, name: 'What the provider is called in events.' },
  'cloudevents-webhook': { allowedOrigins: 'Who may send events, as a JSON list of hosts.' },
  contentful: { method: 'The method that the webhook is set to (POST).' },
  convoy: {
    ...header,
    algorithm: 'sha256 or sha512.',
    encoding: 'hex or base64.',
    advanced: 'true or false.',
  },
  custom: {
    algorithm: 'sha1, sha256, sha384 or sha512.',
    content: 'What is signed: {timestamp}.{body}.',
    timestamp: 'Where the time stands, as JSON: { "header": "x-timestamp", "unit": "unix" }.',
    secretEncoding: 'utf8, base64 or hex.',
    eventId: 'Where the id stands, as JSON: { "field": "id" } or { "header": "x-id" }.',
    eventType: 'Where the type stands, as JSON.',
  },
  ebay: {
    verificationToken: 'The verification token of the endpoint, which answers its question.',
    sandbox: 'true for the sandbox.',
  },
  fal: { userId: 'Your user id: fal signs for all its users with the same keys.' },
  fireblocks: { environment: 'us, eu, eu2 or sandbox.' },
  fusionauth: { url: 'The URL of FusionAuth, which publishes its keys.' },
  github: { legacySha1: 'true accepts the older SHA-1 where there is no SHA-256.' },
  'google-chat': { projectNumber: "The project number, where that is the app's authentication audience." },
  grafana: { ...header, timestampHeader: 'The header of the time; false where there is none.' },
  'http-message-signatures': { keys: 'The keys by id, as JSON.', tag: 'The profile that is agreed on.' },
  hubspot: { onlyV3: 'true refuses the older signatures, which sign no time.' },
  manus: { apiKey: 'The API key that the public key is fetched with.' },
  meta: { verifyToken: 'What you enter as verify token where the webhook is set up.' },
  'microsoft-graph': { appId: "The application's id.", tenantId: 'The tenants that may be told of.' },
  okta: header,
  plaid: { clientId: 'The client id.', apiSecret: 'The API secret.', environment: 'production or sandbox.' },
  postmark: header,
  salesforce: { outboundMessages: 'true for outbound messages, which want an answer in SOAP.' },
  segment: { batches: 'true accepts batches, of which the first event alone is signed.' },
  'supabase-database': {
    ...header,
    id: 'The value of x-webhook-id.',
    token: 'The value of x-webhook-token.',
  },
  token: {
    ...header,
    prefix: 'What stands before the token.',
    query: 'The parameter of the URL that holds it.',
    field: 'The path in the JSON body where it stands.',
    ...idHeader,
    ...source,
    name: 'What the provider is called in events.',
  },
  truelayer: { environments: 'Whose events are accepted, as a JSON list: ["production"].' },
  turnkey: { organizationId: "Your organization's id." },
  'web-bot-auth': { agents: 'The hosts of the agents that are let in, as a JSON list.' },
  websub: { topics: 'The topics that you subscribe to, as a JSON list.' },
};

/** What a provider takes beside its secret. */
export function optionsOf(name: string): ProviderOption[] {
  const toOptions = (hints: Hints = {}, isRequired: boolean): ProviderOption[] =>
    Object.entries(hints).map(([option, hint]) => ({ name: option, isRequired, hint }));
  return [...toOptions(required[name], true), ...toOptions(optional[name], false)];
}
