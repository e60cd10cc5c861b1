import type { GatewayContext } from '../context.ts';
import { createId } from '../create-id.ts';
import { createOutbound } from '../outbound/create-outbound.ts';
import { findDestination } from './destinations.ts';
import { openDestination } from './destination-secrets.ts';
import { createHandOffs, isHandOff } from './hand-offs.ts';
import { isDelivered } from './judge-attempt.ts';
import { toForward } from './follow-with-forwards.ts';
import type { WholeEvent } from './read-event.ts';
import { sendForward } from './send-forward.ts';
import { tunnelsOf } from './tunnels.ts';

/** What came of a test. */
export interface TestResult {
  readonly ok: boolean;
  readonly status: number | null;
  readonly milliseconds: number;
  readonly error: string | null;
}

/** A listener answers at once, or the test says that it does not, in milliseconds. */
const listenMs = 30_000;

/**
 * Sends a made-up event of type `hooklatch.test` to a destination, now, as a forward would go. A queue is reached, and
 * gets nothing: its worker would have no proof of it.
 *
 * @throws ApiError 404
 */
export async function testDestination(context: GatewayContext, id: string): Promise<TestResult> {
  const destination = openDestination(context, await findDestination(context, id));
  const outbound = createOutbound({ allowedAddresses: context.settings.allowedAddresses });
  const handOffs = createHandOffs(context, outbound.guard);
  const start = performance.now();
  const milliseconds = (): number => Math.round(performance.now() - start);
  try {
    if (isHandOff(destination)) {
      await handOffs.check(destination);
      return { ok: true, status: null, milliseconds: milliseconds(), error: null };
    }
    const event = toTestEvent(context.now());
    const forward = { ...toTestForward(event, id), attempts: 1 };
    const senders = { context, outbound, tunnels: tunnelsOf(context), handOffs };
    const signal = AbortSignal.timeout(
      destination.kind === 'listen' ? listenMs : destination.row.timeout_ms + 1000,
    );
    const sent = await sendForward(senders, { forward, event, destination, signal });
    if (sent === 'unwanted') return { ok: true, status: null, milliseconds: milliseconds(), error: null };
    if (sent === 'unspent') {
      return {
        ok: false,
        status: null,
        milliseconds: milliseconds(),
        error: 'Nobody listens, or nobody has answered.',
      };
    }
    const ok = isDelivered(sent);
    const error = ok ? null : (sent.error ?? `The answer was ${sent.status}.`);
    return { ok, status: sent.status ?? null, milliseconds: milliseconds(), error };
  } catch (error) {
    const message =
      error instanceof Error && 'code' in error ? error.message : 'The queue cannot be reached.';
    return {
      ok: false,
      status: null,
      milliseconds: milliseconds(),
      error: error instanceof TypeError ? error.message : message,
    };
  } finally {
    await handOffs.close();
    await outbound.close();
  }
}

function toTestEvent(now: number): WholeEvent {
  const id = createId('evt', now);
  const body = new TextEncoder().encode(JSON.stringify({ id, type: 'hooklatch.test', createdAt: now }));
  return {
    seq: 0,
    id,
    endpoint_id: '',
    provider: 'hooklatch',
    received_at: now,
    method: 'POST',
    target: '/in/test',
    outcome: 'verified',
    status: 200,
    code: null,
    hint: null,
    event_id: id,
    type: 'hooklatch.test',
    secret_id: null,
    duplicate_of: null,
    source: 'test',
    remote_address: null,
    content_type: 'application/json',
    bytes: body.length,
    milliseconds: 0,
    routed: 1,
    headers: JSON.stringify([['content-type', 'application/json']]),
    body,
    proof: null,
  };
}

function toTestForward(event: WholeEvent, destinationId: string): ReturnType<typeof toForward> {
  return toForward(
    event,
    { id: '', destination_id: destinationId },
    { now: event.received_at, replay: 0, trigger: 'manual' },
  );
}
