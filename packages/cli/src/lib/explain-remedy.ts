import type { WebhookError } from '@hooklatch/core';
import { headersOf, schemeOf } from '@hooklatch/core/provider';
import { variablesText } from './env-secret.ts';
import type { Subject } from './explain-steps.ts';
import { headerValue } from './requests/header-value.ts';
import { signatureForm } from './signature-form.ts';

const rawBytes: readonly string[] = [
  'Express: put the webhook above `app.use(express.json())`, or use `express.json({ verify: keepRawBody })`; never `JSON.stringify(req.body)`.',
  'Next.js: `export const POST = toNext(webhook)`, or `await request.text()` in the place of `request.json()`; a Pages Router page needs `bodyParser: false`.',
  'Fastify, Hono, NestJS, Workers: mount with toFastify, toHono, WebhooksModule or toWorker; FastAPI: `await request.body()` in the place of `await request.json()`.',
];

/**
 * What to change after a refusal, the likeliest first.
 *
 * @param subject - what was refused
 * @param error - why
 * @returns sentences; no part of a secret is in them
 */
export function toRemedies(subject: Subject, error: WebhookError): readonly string[] {
  const { code } = error;
  if (code === 'signature_mismatch') return ofMismatch(subject, error.hint);
  if (code.startsWith('timestamp_')) return ofTime(code);
  if (code === 'signature_missing') return ofMissing(subject, error.hint);
  const { name } = subject.provider;
  const known: Readonly<Record<string, string>> = {
    header_duplicate:
      'Look at what stands in front: a proxy that adds the header once more, or two tunnels in a row.',
    header_malformed: `Compare the header with what ${name} writes${formOf(subject)}: a copied request may have lost its end.`,
    secret_missing: `Give --secret, or set ${variablesText(subject.provider)}.`,
    secret_invalid: `Copy the secret of this endpoint again; \`hooklatch providers ${name}\` says what it looks like.`,
    method_not_allowed:
      'Route no other method to the webhook, and look for a redirect that has made a GET of the POST.',
    payload_too_large: 'Raise `maxBodyBytes` of `createWebhook`, if such a delivery is genuine.',
  };
  return known[code] === undefined ? [] : [known[code]];
}

function ofMismatch({ provider, request }: Subject, hint: string): readonly string[] {
  const secret = `The line that sets ${variablesText(provider)}: copy the secret of this very endpoint again (test and live mode have their own), and restart.`;
  if (hint.startsWith('The body ')) {
    const isEnd = /line break at its end/.test(hint);
    const file =
      'Of a file: it was saved with a line break at its end that was not sent; save it without one.';
    return [...(isEnd ? [file] : []), ...rawBytes];
  }
  if (hint.startsWith('The URL ')) {
    return [
      `\`${provider.name}({ publicUrl: 'https://...' })\` with the URL exactly as it stands at ${provider.name}; here \`--public-url\`.`,
      'Or `createWebhook(provider, { trustProxy })`, where a proxy of yours sets x-forwarded-host and x-forwarded-proto.',
    ];
  }
  if (hint.startsWith('The delivery has the header ')) return ofOther(provider.name);
  if (/^Secrets? |^The secrets? /.test(hint)) return [secret];
  const declared = headerValue(request.headers, 'content-length');
  const isChanged = declared !== undefined && Number(declared) !== request.body.length;
  return isChanged ? [...rawBytes, secret] : [secret, ...rawBytes.slice(0, 1)];
}

function ofOther(name: string): readonly string[] {
  return [
    `The URL in the other provider's dashboard: it must not be the one of ${name}.`,
    'Or the provider that is named here and in `createWebhook(...)`.',
  ];
}

function ofTime(code: string): readonly string[] {
  const saved = 'A saved request is old by nature: look at it with --ignore-time, or with --at and its time.';
  if (code === 'timestamp_future') return ["The receiver's clock (`timedatectl`, NTP): it is behind.", saved];
  return [
    saved,
    'A live one: set the clock right, or find the queue or the proxy that has held it; `toleranceInSeconds` of `createWebhook` is the last resort.',
  ];
}

function formOf(subject: Subject): string {
  const scheme = schemeOf(subject.provider.definition, subject.delivery);
  const form = scheme && signatureForm(scheme);
  return form === undefined ? '' : ` (\`${form}\`)`;
}

function ofMissing(subject: Subject, hint: string): readonly string[] {
  if (hint.startsWith('The delivery has the header ')) return ofOther(subject.provider.name);
  const scheme = schemeOf(subject.provider.definition, subject.delivery);
  const all = scheme ? headersOf(scheme) : [];
  const names = all.length === 0 ? '' : ` It must bring ${all.join(', ')}.`;
  return [
    `Look at what stands in front: a proxy, a tunnel or a copied request that has dropped the header.${names}`,
    'Or it was not sent by the provider: a browser, a health check or an uptime monitor.',
  ];
}
