import type { Reply } from './delivery.ts';
import type { Endpoint } from './endpoint.ts';
import { WebhookError } from './error.ts';
import type { WebhookEvent } from './event.ts';
import type { WebhookInbox } from './inbox.ts';
import { writeMessage } from './message.ts';
import { finish, successOf, type Passage } from './passage.ts';
import { within } from './within.ts';

/**
 * Keeps a verified event in the inbox: the answer is a success only once it is durable there.
 *
 * @throws WebhookError `inbox_unavailable`
 */
export async function keepEvent(endpoint: Endpoint, passage: Passage): Promise<{ reply: Reply }> {
  const { admitted } = passage;
  const event = passage.event as WebhookEvent;
  const inbox = endpoint.inbox as WebhookInbox;
  const message = await writeMessage(endpoint, event, admitted);
  const ask = <Answer>(question: () => Promise<Answer>): Promise<Answer> =>
    within(
      inboxTimeoutMs,
      (async () => question())(),
      () => new Error('The inbox did not answer in time.'),
    ).catch((cause: unknown) => {
      throw WebhookError.is(cause) ? cause : new WebhookError('inbox_unavailable', '', cause);
    });
  let kept = await ask(() => inbox.put(message));
  if (kept === 'duplicate' && (await endpoint.allowRedelivery?.(event))) {
    if (await ask(() => inbox.replay(message.id))) kept = 'stored';
  }
  return finish(endpoint, passage, kept, successOf(endpoint));
}

const inboxTimeoutMs = 2000;
