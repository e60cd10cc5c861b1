import type { Row } from '../database/schema.ts';
import type { HeaderPairs } from '../outbound/create-outbound.ts';
import type { Attempt, Forward } from '../api/forward-schemas.ts';

/** What the API shows of a row. */
export function viewForward(row: Row<'forwards'> & { readonly type: string | null }): Forward {
  return {
    id: row.id,
    eventId: row.event,
    endpointId: row.endpoint_id,
    connectionId: row.connection_id,
    destinationId: row.destination_id,
    type: row.type,
    state: row.state,
    trigger: row.trigger,
    replay: row.replay,
    attempts: row.attempts,
    dueAt: row.due_at,
    lastStatus: row.last_status,
    lastError: row.last_error,
    createdAt: row.created_at,
    settledAt: row.settled_at,
  };
}

/** What the API shows of an attempt: an answer that is no text is shown as far as it is one. */
export function viewAttempt(row: Row<'attempts'>): Attempt {
  return {
    id: row.id,
    number: row.number,
    trigger: row.trigger,
    startedAt: row.started_at,
    milliseconds: row.milliseconds,
    status: row.status,
    errorCode: row.error_code,
    error: row.error,
    target: row.target,
    responseHeaders: row.response_headers === null ? null : (JSON.parse(row.response_headers) as HeaderPairs),
    responseText: row.response_body === null ? null : new TextDecoder().decode(row.response_body),
  };
}
