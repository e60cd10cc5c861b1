import { messageId } from '@hooklatch/core/store';
import type { DeliverySummary } from '@hooklatch/relay/forward';
import type { Taken } from '../api/report-schemas.ts';
import type { GatewayContext } from '../context.ts';
import type { Row } from '../database/schema.ts';
import { plainText } from '../ingest/arrival.ts';
import type { EventRecord } from '../ingest/event-record.ts';
import { findKept, toEventId } from './given-id.ts';
import type { ReportDesk } from './report-desk.ts';
import { findDesk } from './take-forwarded.ts';

const nothing = new Uint8Array();

/**
 * Keeps what an application says of deliveries that it has had.
 *
 * @param context - of the gateway
 * @param endpointId - whose
 * @param reports - as `reportTo` of `@hooklatch/relay/forward` sends them
 * @throws ApiError 404 where there is no such endpoint
 */
export async function takeReports(
  context: GatewayContext,
  endpointId: string,
  reports: readonly DeliverySummary[],
): Promise<Taken> {
  const { desk, row } = await findDesk(context, endpointId);
  const byId = new Map(reports.map((report) => [toEventId(row.id, report), report]));
  const known = await findKept(context, [...byId.keys()]);
  const fresh = [...byId].filter(([id]) => !known.has(id));
  const now = context.now();
  const records = await Promise.all(fresh.map(([id, report]) => toRecord(row, id, report, now)));
  const written = await Promise.allSettled(records.map((record) => desk.write(record)));
  let stored = fresh.length;
  for (const [at, record] of records.entries()) {
    if (written[at]?.status === 'rejected' && !(await writeAlone(context, desk, record))) stored -= 1;
  }
  return { stored, known: reports.length - stored };
}

/**
 * Writes what failed together with others: the same may have been sent twice at once.
 *
 * @returns whether it was not there
 */
async function writeAlone(context: GatewayContext, desk: ReportDesk, record: EventRecord): Promise<boolean> {
  const { id } = record.event;
  const isKept = async (): Promise<boolean> => (await findKept(context, [id])).has(id);
  if (await isKept()) return false;
  try {
    await desk.write(record);
    return true;
  } catch (error) {
    if (await isKept()) return false;
    throw error;
  }
}

async function toRecord(
  { id: endpointId, provider }: Row<'endpoints'>,
  id: string,
  report: DeliverySummary,
  now: number,
): Promise<EventRecord> {
  const { eventId, type, code, hint, status, bytes, milliseconds, isVerified } = report;
  return {
    event: {
      id,
      endpoint_id: endpointId,
      provider: /^[\w-]{1,100}$/.test(report.provider) ? report.provider : provider,
      received_at: now,
      // Nothing is told of the request.
      method: '',
      target: '',
      outcome: outcomeOf(report),
      status: status ?? (isVerified ? 200 : 400),
      code: plainText(code, 100),
      hint: plainText(hint, 1000),
      event_id: plainText(eventId, 200),
      type: plainText(type, 200),
      secret_id: null,
      source: 'reported',
      remote_address: null,
      content_type: null,
      bytes,
    },
    headers: '[]',
    body: nothing,
    proof: null,
    key: isVerified && eventId !== undefined ? await messageId(`${endpointId}:${eventId}`) : undefined,
    started: performance.now() - milliseconds,
  };
}

function outcomeOf({ outcome, isVerified }: DeliverySummary): EventRecord['event']['outcome'] {
  if (outcome === 'handshake') return 'handshake';
  if (!isVerified) return 'rejected';
  return outcome === 'duplicate' || outcome === 'in_progress' ? 'duplicate' : 'verified';
}
