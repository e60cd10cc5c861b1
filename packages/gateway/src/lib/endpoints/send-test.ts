import { send, sign } from '@hooklatch/testing';
import { ApiError } from '../api/api-error.ts';
import type { TestDelivery } from '../api/endpoint-schemas.ts';
import type { GatewayContext } from '../context.ts';
import { doorOf, expectTest, testHeader } from '../ingest/running-door.ts';
import { endpointUrl, pathOf } from './endpoint-address.ts';
import { readEndpoint } from './read-endpoint.ts';
import { readSecrets } from './read-secrets.ts';
import { readOptions } from './secret-options.ts';
import { openSecrets } from './secrets.ts';
import { toProvider } from './to-provider.ts';

/**
 * Sends a delivery to an endpoint as its provider would: signed with the newest secret, over a socket, through the door.
 *
 * @param context - of the gateway
 * @param id - the endpoint's
 * @param type - the event's (the first that there is a realistic payload for)
 * @throws ApiError 404 where there is no such endpoint, 409 where the door is closed here, 422 where only the provider can
 * sign, or there is no secret
 */
export async function sendTest(
  context: GatewayContext,
  id: string,
  type: string | undefined,
): Promise<TestDelivery> {
  const row = await readEndpoint(context.db, id);
  const door = doorOf(context.bus);
  if (!door) throw new ApiError(409, 'door_closed', 'This process takes no deliveries.');
  const secrets = (await readSecrets(context.db, [id])).get(id) ?? [];
  const texts = openSecrets(context, secrets, context.now());
  const provider = toProvider(row.provider, readOptions(row.options, context.vault, id), texts);
  if (provider.definition.key !== undefined) {
    const sentence = `${provider.name} signs with a key that only it has: send an event from its own dashboard.`;
    throw new ApiError(422, 'cannot_sign', sentence);
  }
  const [secret] = texts;
  if (secret === undefined)
    throw new ApiError(422, 'cannot_sign', 'The endpoint has no secret to sign with.');
  const url = endpointUrl(context, row.slug);
  const time = context.now();
  const signed = await sign(provider, { secret, url, time, ...(type !== undefined && { type }) }).catch(
    (error: unknown) => {
      throw new ApiError(422, 'cannot_sign', (error as Error).message);
    },
  );
  const { token, event } = expectTest(door);
  const started = performance.now();
  try {
    // A token may stand in the query.
    const { search } = new URL(signed.url, url);
    const answered = await send(door.url + pathOf(row.slug) + search, {
      method: signed.method,
      headers: [...signed.headers.entries(), [testHeader, token]],
      body: signed.body,
      signal: AbortSignal.timeout(row.reply_timeout_ms + 5000),
    });
    const milliseconds = Math.round(performance.now() - started);
    return { eventId: event() ?? null, status: answered.status, milliseconds };
  } finally {
    door.tests.delete(token);
  }
}
