import { deliveryHeaders } from '@hooklatch/core';
import { readForwarded, type ForwardedRequest } from '@hooklatch/relay/forward';
import type { Handed } from '../api/report-schemas.ts';
import { ApiError } from '../api/api-error.ts';
import type { GatewayContext } from '../context.ts';
import type { Row } from '../database/schema.ts';
import { readEndpoint } from '../endpoints/read-endpoint.ts';
import type { Arrival } from '../ingest/arrival.ts';
import type { KeptEvent } from '../ingest/event-record.ts';
import { findKept, toEventId } from './given-id.ts';
import { reportDeskOf, type ReportDesk } from './report-desk.ts';

/**
 * Keeps a request that an application has verified: nothing is verified again.
 *
 * @param context - of the gateway
 * @param endpointId - whose event it is
 * @param bytes - as `forward` of `@hooklatch/relay/forward` sends them
 * @throws ApiError 404 where there is no such endpoint, 422 where it is no request of its provider, 503 where it could
 * not be stored
 */
export async function takeForwarded(
  context: GatewayContext,
  endpointId: string,
  bytes: Uint8Array,
): Promise<Handed> {
  const { desk, row } = await findDesk(context, endpointId);
  const request = readForwarded(bytes);
  if (!request)
    throw new ApiError(422, 'no_request', 'The body is not what forward() of @hooklatch/relay sends.');
  const id = toEventId(row.id, request);
  const before = (await findKept(context, [id])).get(id);
  if (before) return toHanded(before);
  const url = new URL(request.url, 'http://application.invalid');
  const arrival: Arrival = {
    id,
    receivedAt: context.now(),
    started: performance.now(),
    method: request.method,
    target: url.pathname + url.search,
    rawHeaders: request.headers.flat(),
    contentType: request.headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1],
    remoteAddress: undefined,
    isTest: false,
  };
  const { kept, report } = await desk.take(row, arrival, toDelivery(request), {
    source: 'forwarded',
    status: Math.min(request.status, 599),
  });
  if (kept) return toHanded(kept);
  // The same may have been sent twice at once.
  const other = (await findKept(context, [id])).get(id);
  if (other) return toHanded(other);
  if (report?.outcome === 'refused')
    throw new ApiError(422, report.code ?? 'refused', report.hint ?? 'It is refused.');
  context.log.error(
    { err: report?.error, endpoint: row.id },
    'what an application hands on could not be stored',
  );
  throw new ApiError(503, 'not_stored', 'It could not be stored: send it again.', 5);
}

const toHanded = ({ id, duplicateOf }: KeptEvent): Handed => ({
  eventId: id,
  duplicateOf: duplicateOf ?? null,
});

const toDelivery = ({ method, url, headers, body }: ForwardedRequest): Parameters<ReportDesk['take']>[2] => ({
  method,
  url,
  headers: deliveryHeaders(headers),
  body,
});

/** @throws ApiError 404 where there is no such endpoint, or it is disabled; 503 where the gateway stops */
export async function findDesk(
  context: GatewayContext,
  endpointId: string,
): Promise<{ readonly desk: ReportDesk; readonly row: Row<'endpoints'> }> {
  const desk = reportDeskOf(context.bus);
  if (!desk) throw new ApiError(503, 'stopping', 'The gateway stops: send it again.', 5);
  const row = await readEndpoint(context.db, endpointId);
  if (row.enabled === 0) throw new ApiError(404, 'endpoint_disabled', 'The endpoint is disabled.');
  return { desk, row };
}
