import { parseJson } from '@hooklatch/core/provider';

/** A message of SNS, of whatever it was sent with. */
export interface SnsMessage {
  readonly type: 'Notification' | 'SubscriptionConfirmation' | 'UnsubscribeConfirmation';
  readonly id: string;
  readonly topicArn: string;
  readonly timestamp: string;
  readonly signature: string;
  readonly version: '1' | '2';
  readonly certificate: string;
  readonly subscribeUrl: string | undefined;
  /** The text that is signed. */
  readonly signed: string;
}

const common = ['Message', 'MessageId', 'Timestamp', 'TopicArn', 'Type'];

/** What is signed of each type, in the order of the names; a subject only where there is one. */
const signedFields = {
  Notification: [...common, 'Subject'].toSorted(),
  SubscriptionConfirmation: [...common, 'SubscribeURL', 'Token'].toSorted(),
  UnsubscribeConfirmation: [...common, 'SubscribeURL', 'Token'].toSorted(),
} as const;

/**
 * The text that SNS signs: each name and value on a line of its own. Only the message itself may have several: a break in
 * another value would make one message's text also another's.
 */
export function signedText(fields: Readonly<Record<string, unknown>>): string | undefined {
  const names = Object.hasOwn(signedFields, String(fields.Type))
    ? signedFields[fields.Type as keyof typeof signedFields]
    : undefined;
  let text = '';
  for (const name of names ?? []) {
    const value = fields[name];
    if (name === 'Subject' && (value ?? null) === null) continue;
    if (typeof value !== 'string' || (name !== 'Message' && /[\r\n]/.test(value))) return undefined;
    text += `${name}\n${value}\n`;
  }
  return names && text;
}

/** Reads a body; undefined where it is no signed message of SNS. */
export function readMessage(body: Uint8Array): SnsMessage | undefined {
  const fields = { ...(Object(parseJson(body)) as Record<string, unknown>) };
  // Where a message comes by way of AWS Lambda, the names of URLs are spelled otherwise.
  const certificate = fields.SigningCertURL ?? fields.SigningCertUrl;
  fields.SubscribeURL ??= fields.SubscribeUrl;
  const { Signature: signature, SignatureVersion: version } = fields;
  const signed = signedText(fields);
  if (signed === undefined || typeof signature !== 'string' || typeof certificate !== 'string')
    return undefined;
  if (version !== '1' && version !== '2') return undefined;
  const {
    Type: type,
    MessageId: id,
    TopicArn: topicArn,
    Timestamp: timestamp,
  } = fields as Record<string, string>;
  const subscribeUrl = typeof fields.SubscribeURL === 'string' ? fields.SubscribeURL : undefined;
  const named = { type, id, topicArn, timestamp } as Pick<
    SnsMessage,
    'type' | 'id' | 'topicArn' | 'timestamp'
  >;
  return { ...named, signature, version, certificate, subscribeUrl, signed };
}

/** By region: `sns.s3-us-west-2.amazonaws.com` would be anybody's bucket of that name. China has a domain of its own. */
export const snsHosts: RegExp =
  /sns\.(?:cn(?:-[a-z]+)+-\d{1,2}\.amazonaws\.com\.cn|(?!cn-)[a-z]{2,4}(?:-[a-z]+)+-\d{1,2}\.amazonaws\.com)/;
const certificateUrl = new RegExp(
  `^https://${snsHosts.source}/SimpleNotificationService-[A-Za-z0-9]{32}\\.pem$`,
);
const confirmUrl = new RegExp(`^https://${snsHosts.source}/\\?[\\x21-\\x7e]*$`);

/** Whether a URL is that of a certificate of SNS, and of nothing else at its host. */
export function isCertificateUrl(url: string): boolean {
  return certificateUrl.test(url);
}

/** Whether a topic is of the region whose host a URL names. */
export function isOfRegion(topicArn: string, url: string): boolean {
  return url.startsWith(`https://sns.${topicArn.split(':')[3]}.amazonaws.com`);
}

/** Whether a URL confirms a subscription at SNS. */
export function isConfirmUrl(url: string): boolean {
  return confirmUrl.test(url) && new URL(url).searchParams.get('Action') === 'ConfirmSubscription';
}
