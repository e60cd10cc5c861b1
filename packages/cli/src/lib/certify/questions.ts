import type { HeaderPairs } from '../captures/capture.ts';

/** A provider's question before or between events, as data. */
export interface AskedQuestion {
  /** What the provider calls it. */
  readonly name: string;
  /** (the method of its deliveries) */
  readonly method?: string;
  /** Added to the URL. */
  query?(challenge: string, options: Readonly<Record<string, unknown>>): Readonly<Record<string, string>>;
  readonly headers?: HeaderPairs;
  /** The payload; text is sent as a form. */
  payload?(challenge: string): unknown;
  /** Whether it carries the provider's proof, as events do. */
  readonly isSigned?: boolean;
  /** An option of the provider without which nobody knows the answer. */
  readonly needs?: string;
}

const look: AskedQuestion = { name: 'the HEAD of a new webhook', method: 'HEAD' };

/** The questions of each provider that has some. Those that would give the endpoint a new secret are not asked. */
export const questions: Readonly<Record<string, AskedQuestion>> = {
  'azure-event-grid': {
    name: 'SubscriptionValidation',
    headers: [['aeg-event-type', 'SubscriptionValidation']],
    payload: (challenge) => [
      {
        id: challenge,
        eventType: 'Microsoft.EventGrid.SubscriptionValidationEvent',
        topic: 'hooklatch',
        subject: '',
        eventTime: new Date().toISOString(),
        dataVersion: '1',
        data: { validationCode: challenge },
      },
    ],
    isSigned: true,
  },
  circle: look,
  'cloudevents-webhook': {
    name: 'the OPTIONS of the validation handshake',
    method: 'OPTIONS',
    headers: [['webhook-request-origin', 'eventemitter.example.com']],
    needs: 'allowedOrigins',
  },
  discord: { name: 'PING', payload: () => ({ type: 1 }), isSigned: true },
  dropbox: { name: 'the challenge', method: 'GET', query: (challenge) => ({ challenge }) },
  ebay: {
    name: 'challenge_code',
    method: 'GET',
    query: (challenge) => ({ challenge_code: challenge }),
    needs: 'verificationToken',
  },
  intercom: look,
  mandrill: look,
  meta: {
    name: 'hub.challenge',
    method: 'GET',
    query: (challenge, { verifyToken }) => ({
      'hub.mode': 'subscribe',
      'hub.verify_token': String(verifyToken),
      'hub.challenge': challenge,
    }),
    needs: 'verifyToken',
  },
  'microsoft-graph': { name: 'validationToken', query: (challenge) => ({ validationToken: challenge }) },
  monday: { name: 'the challenge', payload: (challenge) => ({ challenge }) },
  moralis: { name: 'the empty test', payload: () => ({ streamId: '', tag: '' }), isSigned: true },
  slack: {
    name: 'url_verification',
    payload: (challenge) => ({ type: 'url_verification', token: 'hooklatch', challenge }),
    isSigned: true,
  },
  trello: look,
  twitch: {
    name: 'webhook_callback_verification',
    headers: [['twitch-eventsub-message-type', 'webhook_callback_verification']],
    payload: (challenge) => ({ challenge, subscription: { type: 'stream.online', version: '1' } }),
    isSigned: true,
  },
  websub: {
    name: 'hub.challenge',
    method: 'GET',
    query: (challenge, { topics }) => ({
      'hub.mode': 'subscribe',
      'hub.topic': String([topics].flat()[0]),
      'hub.challenge': challenge,
      'hub.lease_seconds': '86400',
    }),
    needs: 'topics',
  },
  woocommerce: { name: 'the ping of a new webhook', payload: () => 'webhook_id=1' },
  x: { name: 'crc_token', method: 'GET', query: (challenge) => ({ crc_token: challenge }) },
  zoom: {
    name: 'endpoint.url_validation',
    payload: (challenge) => ({
      event: 'endpoint.url_validation',
      event_ts: Date.now(),
      payload: { plainToken: challenge },
    }),
    isSigned: true,
  },
};
