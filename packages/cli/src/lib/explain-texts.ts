import type { WebhookEvent } from '@hooklatch/core';
import type { Provider } from '@hooklatch/core/provider';
import type { CapturedRequest } from './captures/capture.ts';
import { headerValue } from './requests/header-value.ts';
import { toText } from './requests/byte-string.ts';
import { toPrintable } from './printable.ts';

/** A time, and how long ago it is. */
export function ageText(time: number, now: number): string {
  const at = new Date(time);
  const text = Number.isNaN(at.getTime()) ? `${time} ms` : at.toISOString().replace('.000Z', 'Z');
  const seconds = Math.round((now - time) / 1000);
  return `${text}, ${durationText(Math.abs(seconds))} ${seconds < 0 ? 'ahead of this clock' : 'ago'}`;
}

/** Seconds in the largest unit that tells enough. */
export function durationText(seconds: number): string {
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 7200) return `${Math.round(seconds / 60)} min`;
  if (seconds < 172_800) return `${Math.round(seconds / 3600)} h`;
  return `${Math.round(seconds / 86_400)} days`;
}

/** How large a body is and what it is, and whether that is what was declared. */
export function bodyText({ headers, body }: CapturedRequest): string {
  const declared = headerValue(headers, 'content-length');
  const text = toText(body);
  const kind = body.length === 0 ? '' : text === undefined ? ', no text' : isJson(text) ? ', JSON' : ', text';
  const size = `${body.length} bytes${kind}`;
  if (declared === undefined || Number(declared) === body.length) return size;
  return `${size}; Content-Length said ${declared}, so these are not the bytes that were sent`;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** How many secrets there are. */
export function secretsText(provider: Provider): string {
  const secret = provider.secret();
  const what = provider.definition.key ? 'public key' : 'secret';
  if (secret === undefined && provider.definition.key === 'fetched') return 'the published keys are fetched';
  if (typeof secret === 'function') return `the ${what} comes of a resolver`;
  const count = secret === undefined ? 1 : [secret].flat().length;
  return `${count} ${what}${count === 1 ? '' : 's'}, usable`;
}

/** An event's type and id, and whether they were signed. */
export function eventText({ type, id, trust, events }: WebhookEvent): string {
  const line = { isLine: true };
  const more = events.length > 1 ? `, ${events.length} events in one delivery` : '';
  const name = `${toPrintable(type ?? 'no type', line)} (${trust.type})`;
  return id === undefined
    ? `${name}, without an id${more}`
    : `${name}, id ${toPrintable(id, line)} (${trust.id})${more}`;
}
