import {
  batchOf,
  fieldAt,
  type BatchItem,
  type ProviderDefinition,
  type Reply,
} from '@hooklatch/core/provider';

/** Splits an array of events; one that stands alone stays as it is. */
export function splitArray(
  toItem: (payload: unknown) => BatchItem,
): NonNullable<ProviderDefinition['batch']> {
  return (event) =>
    Array.isArray(event.payload) ? batchOf(event, (event.payload as unknown[]).map(toItem)) : [event];
}

/** The id of a CloudEvent: only with its source it is one event's alone. */
export function cloudEventId(payload: unknown): string | undefined {
  const [source, id] = [fieldAt(payload, 'source'), fieldAt(payload, 'id')];
  return id === undefined ? undefined : toCloudEventId(source, id);
}

/** The two, as one text. */
export function toCloudEventId(source: string | undefined, id: string): string {
  return source === undefined ? id : `${source} ${id}`;
}

/**
 * Consents to the deliveries of an origin.
 *
 * Source: https://github.com/cloudevents/spec/blob/main/cloudevents/http-webhook.md
 */
export function consent(origin: string, rate: string | undefined): Reply {
  const headers = {
    'webhook-allowed-origin': origin,
    // What was asked for is repeated only where it is a rate.
    ...(/^(?:\d{1,9}|\*)$/.test(rate ?? '') && { 'webhook-allowed-rate': rate as string }),
    allow: 'POST',
  };
  return { status: 200, headers, body: '' };
}
