import {
  isSignedBy,
  defineProvider,
  fromBase64,
  importPublicKey,
  iso8601,
  keySource,
  makeKeyPair,
  readPublicKeys,
  signWith,
  toBase64,
  toBytes,
  WebhookError,
  type FetchedKeyOptions,
  type KeySource,
  type ProviderFactory,
  type PublicKey,
  type Reply,
  type Scheme,
} from '@hooklatch/core/provider';
import { needs } from './lib/needs.ts';
import { textReply } from './lib/reply.ts';
import {
  isCertificateUrl,
  isConfirmUrl,
  isOfRegion,
  readMessage,
  signedText,
  snsHosts,
} from './lib/sns-message.ts';

/** Options of {@link awsSns}. */
export interface AwsSnsOptions extends FetchedKeyOptions {
  /** The ARNs of your topics. `*` accepts the topics of every customer of AWS. */
  readonly topicArns?: readonly string[] | '*' | undefined;
  /** Whether subscriptions are confirmed here, not by the handler. (true; false where every topic is accepted) */
  readonly confirm?: boolean | undefined;
}

type SnsKey = PublicKey | KeySource;

/** Base64 of a signature by a key of 4096 bits has 684 characters. */
const longestSignature = 1024;

function schemeOf({ topicArns = [] }: AwsSnsOptions, source: KeySource): Scheme<SnsKey> {
  return {
    headers: [],
    // Its attributes and some of its URLs are in no signature.
    covers: { id: true, body: false, url: false },
    keys: (secret) => (secret === 'fetched' ? [source] : readPublicKeys(secret)),
    read: () => ({ signatures: [] }),
    async verify(claim, key, body) {
      const message = readMessage(body);
      if (!message) throw new WebhookError('signature_missing', 'Signature');
      const { id, topicArn, timestamp, signature, version, certificate, signed } = message;
      const time = iso8601.read(timestamp);
      const proof = signature.length <= longestSignature ? fromBase64(signature) : undefined;
      if (Number.isNaN(time) || !proof || !isCertificateUrl(certificate)) return false;
      // Before anything is fetched: the certificate says that SNS sent this, not for whom.
      if (topicArns !== '*' && !topicArns.includes(topicArn)) return false;
      if (!isOfRegion(topicArn, certificate)) return false;
      const [found] = 'keys' in key ? await key.keys(certificate) : [key];
      if (!found) return false;
      const algorithm = version === '1' ? 'rsa-sha1' : 'rsa-sha256';
      const imported = await importPublicKey(found, algorithm);
      const proved = await isSignedBy(imported, algorithm, proof, toBytes(signed));
      if (proved) Object.assign(claim, { id, time });
      return proved;
    },
    content: () => undefined,
    async write({ body, id, time }, secret) {
      const [topicArn = 'arn:aws:sns:us-east-1:123456789012:test'] = topicArns === '*' ? [] : topicArns;
      const region = topicArn.split(':')[3] ?? '';
      const domain = `amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`;
      const fields = {
        Type: 'Notification',
        MessageId: id,
        TopicArn: topicArn,
        Message: new TextDecoder().decode(body),
        Timestamp: iso8601.write(time),
      };
      const proof = await signWith(secret, 'rsa-sha256', toBytes(signedText(fields) as string));
      const signed = {
        ...fields,
        SignatureVersion: '2',
        Signature: toBase64(proof),
        SigningCertURL: `https://sns.${region}.${domain}/SimpleNotificationService-${'0'.repeat(32)}.pem`,
      };
      return {
        headers: { 'content-type': 'text/plain; charset=UTF-8', 'x-amz-sns-message-type': fields.Type },
        body: toBytes(JSON.stringify(signed)),
      };
    },
    makeKeys: () => makeKeyPair('rsa-sha256'),
  };
}

const confirmTimeoutMs = 5000;

/** Confirms a verified subscription, at SNS alone. */
async function confirmAt(url: string, fetch: typeof globalThis.fetch): Promise<Reply> {
  if (!isConfirmUrl(url)) return textReply('', 400);
  try {
    const signal = AbortSignal.timeout(confirmTimeoutMs);
    const response = await fetch(url, { redirect: 'manual', signal });
    await response.body?.cancel();
    if (response.ok) return textReply('');
  } catch {
    // SNS asks again where it is told that this went wrong.
  }
  return textReply('', 502);
}

/**
 * Amazon SNS over HTTPS: a message whose signature is made with a key that a certificate of SNS names. Every customer of
 * AWS can have such messages sent to you: only the topics that you name are accepted. Subscriptions of these topics are
 * confirmed here. Messages are JSON sent as text; `MessageAttributes` are not signed. Raw message delivery is not signed
 * at all.
 *
 * Source: https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { awsSns } from '@hooklatch/providers/aws-sns';
 *
 * const webhook = createWebhook(awsSns({ topicArns: ['arn:aws:sns:us-east-1:123456789012:orders'] }), {
 *   on: { Notification: (event) => console.log(event.payload) },
 * });
 * ```
 */
export const awsSns: ProviderFactory<object, AwsSnsOptions> = defineProvider((options: AwsSnsOptions) => {
  const { topicArns, fetch, confirm = topicArns !== '*' } = options;
  const source = keySource({
    url: (id = '') => (isCertificateUrl(id) ? id : undefined),
    hosts: snsHosts,
    fetch,
  });
  return {
    name: 'aws-sns',
    key: 'fetched',
    env: [],
    schemes: [needs(schemeOf(options, source), { topicArns }) as Scheme],
    id: { claim: 'id' },
    type: { field: 'Type' },
    // A retry is the same message, and comes within an hour.
    toleranceInSeconds: 3600,
    handshake: {
      answer(_payload, { body }) {
        // As it was proved, whatever else the body spells like it.
        const { type, subscribeUrl = '' } = readMessage(body) ?? {};
        const isAsked = confirm && type === 'SubscriptionConfirmation';
        return isAsked ? confirmAt(subscribeUrl, fetch ?? globalThis.fetch) : undefined;
      },
    },
    facts: {
      sources: [
        'https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html',
        'https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message-verify-message-signature.html',
        'https://docs.aws.amazon.com/sns/latest/dg/http-subscription-confirmation-json.html',
      ],
      confirmed: true,
      checked: '2026-11-22',
      retries: { attempts: 3, delaysInSeconds: [20, 20, 20] },
      keepsId: true,
    },
  };
});
