import { WebhookError, type Delivery, type Webhook } from '@hooklatch/core';
import type { ReadBody } from '@hooklatch/core/node';
import type { LambdaEvent } from './lambda-event.ts';
import { toBytes } from './to-head.ts';

const setting = 'binaryMediaTypes of the REST API to */*, and deploy its stage again';
const hints = {
  rest: `API Gateway has turned bytes that are not UTF-8 into text: set ${setting}.`,
  other: `The platform has turned bytes that are not UTF-8 into text: use a REST API, and set ${setting}.`,
} as const;

/**
 * Hands over the bytes of an event, unless the platform has put others in their place.
 *
 * @throws WebhookError `body_consumed` where they are lost
 */
export function toReader(
  webhook: Pick<Webhook, 'verify'>,
  event: LambdaEvent,
  head: Omit<Delivery, 'body'>,
): ReadBody {
  return async (write) => {
    const body = toBytes(event);
    write(body);
    if (event.isBase64Encoded || !event.body?.includes('\u{FFFD}')) return;
    if (await isReplaced(webhook, { ...head, body })) {
      throw new WebhookError('body_consumed', isRest(event) ? hints.rest : hints.other);
    }
  };
}

/**
 * Whether a text with replacement characters was other bytes. The declared length tells; where the platform has kept
 * that back, only the signature can, and no other secret would help where it does not fit.
 */
async function isReplaced(webhook: Pick<Webhook, 'verify'>, delivery: Delivery): Promise<boolean> {
  const { headers, body } = delivery;
  const lengths = headers.entries().filter(([name]) => name.toLowerCase() === 'content-length');
  if (lengths.length > 0) return lengths.some(([, length]) => length !== String(body.length));
  return isMismatch(webhook, delivery);
}

async function isMismatch(webhook: Pick<Webhook, 'verify'>, delivery: Delivery): Promise<boolean> {
  try {
    await webhook.verify(delivery);
    return false;
  } catch (error) {
    return WebhookError.is(error) && error.code === 'signature_mismatch';
  }
}

/** An HTTP API names its payload's version, also 1.0. */
function isRest(event: LambdaEvent): boolean {
  return 'httpMethod' in event && event.requestContext.elb === undefined && !('version' in event);
}
