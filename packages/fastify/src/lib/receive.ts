import type { Webhook } from '@hooklatch/core';
import { discardRest, toIncoming, type Received } from '@hooklatch/core/node';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** What a webhook has let through to the application's route. */
export type Passage = Exclude<Received, { reply: unknown }>;

/** What a hook goes on with. */
export interface Next {
  /** Called unless the webhook has answered. */
  readonly proceed: (passage: Passage) => void;
  readonly fail: (error: Error) => void;
}

const consumedHint =
  'A hook has read the body: register toFastify(webhook) before the plugin that adds the hook, or leave this url out there.';

/** Takes a request to the webhook, and answers what the webhook answers. */
export function receive(
  webhook: Webhook,
  request: FastifyRequest,
  reply: FastifyReply,
  { proceed, fail }: Next,
): void {
  const incoming = toIncoming(request.raw, { response: reply.raw, consumedHint });
  const finish = (received: Received): void => {
    if (!('reply' in received)) return proceed(received);
    const { status, headers, body } = received.reply;
    reply.raw.once('finish', () => discardRest(request.raw));
    // Bytes, because Fastify would add a charset to text.
    reply
      .code(status)
      .headers(headers)
      .send(body === '' ? undefined : Buffer.from(body));
  };
  const giveUp = (error: Error): void => {
    // A header that could not be written must not stand in the answer to the error.
    for (const name of Object.keys(reply.getHeaders())) reply.removeHeader(name);
    fail(error);
  };
  webhook.receive(incoming).then(finish).catch(giveUp);
}
