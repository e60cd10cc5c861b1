import type { DeliveryHead } from './delivery.ts';
import { WebhookError } from './error.ts';
import type { SecretResolver } from './provider.ts';
import { within } from './within.ts';

const resolverTimeoutMs = 2000;

/** Asks a resolver, for a bounded time. @throws WebhookError `secret_unavailable` */
export async function resolveSecret(
  resolver: SecretResolver,
  head: DeliveryHead,
  env: unknown,
): Promise<string | readonly string[] | undefined> {
  const late = (): Error => new Error('The resolver did not answer in time.');
  try {
    return await within(resolverTimeoutMs, resolver(head, env), late);
  } catch (cause) {
    throw new WebhookError('secret_unavailable', '', cause);
  }
}
