import {
  defineProvider,
  hmac,
  parseForm,
  parseJson,
  toBytes,
  toText,
  type ProviderFactory,
  type Scheme,
  type SignatureHeader,
} from '@hooklatch/core/provider';
import { signBody } from './lib/sign-body.ts';

/** A form with that field alone, as Go and as browsers write it: written otherwise, the same signature would fit again. */
function isForm(body: Uint8Array, payload: string): boolean {
  const form = String(new URLSearchParams({ payload }));
  const text = toText(body);
  return text === form || text === form.replaceAll('*', '%2A').replaceAll('%7E', '~');
}

/** What the body of a form begins with, and no JSON does. */
const formBeginning = toBytes('payload=');

/** What is signed and read: the body, or the text of a form's field `payload`. The content type is not signed. */
function signedPart(body: Uint8Array): Uint8Array {
  if (!formBeginning.every((byte, at) => body[at] === byte)) return body;
  const payload = parseForm(body)?.payload;
  return payload !== undefined && isForm(body, payload) ? toBytes(payload) : body;
}

function signedIn(signature: SignatureHeader): Scheme {
  const { header, prefix = '' } = signature;
  const scheme = hmac({ signature });
  return {
    ...scheme,
    verify: (claim, key, body, head, clock) => scheme.verify(claim, key, signedPart(body), head, clock),
    write: async ({ body }, secret) => ({
      headers: { [header]: prefix + (await signBody(scheme, signedPart(body), secret)) },
    }),
  };
}

/** Everything is sent under the names of those that Gitea stems from, and of those that stem from it. */
const families = ['gitea', 'forgejo', 'gogs'] as const;

/**
 * Gitea, Forgejo and Gogs. A form is signed as the text of its field `payload`. The event's name and the delivery's id
 * come from unsigned headers. Webhooks that are set to GET are not taken.
 *
 * Source: https://docs.gitea.com/usage/webhooks
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { gitea } from '@hooklatch/providers/gitea';
 *
 * const webhook = createWebhook(gitea({ secret: 'a long random text' }), {
 *   on: { push: (event) => console.log(event.payload) },
 * });
 * ```
 */
export const gitea: ProviderFactory<object> = defineProvider({
  name: 'gitea',
  env: [],
  schemes: [
    ...families.map((name) => signedIn({ header: `x-${name}-signature` })),
    signedIn({ header: 'x-hub-signature-256', prefix: 'sha256=' }),
  ],
  id: [...families, 'github'].map((name) => ({ header: `x-${name}-delivery` })),
  type: [...families, 'github'].map((name) => ({ header: `x-${name}-event` })),
  parse: (body) => parseJson(signedPart(body)),
  facts: {
    sources: [
      'https://docs.gitea.com/usage/webhooks',
      'https://forgejo.org/docs/latest/user/webhooks/',
      'https://github.com/go-gitea/gitea',
    ],
    confirmed: true,
    checked: '2026-11-22',
    doubt: 'The name of the signature header that Forgejo adds was not read in a source of Forgejo.',
    deadlineMs: 5000,
    retries: { attempts: 0 },
  },
});
