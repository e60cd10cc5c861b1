import { endToEndHeaders } from '@hooklatch/relay/server';
import type { HeaderPairs } from '../outbound/create-outbound.ts';
import { signForward } from './sign-forward.ts';

/** The event as it was stored. */
export interface ForwardedEvent {
  readonly id: string;
  readonly method: string;
  /** Path and query as they arrived. */
  readonly target: string;
  readonly headers: HeaderPairs;
  readonly body: Uint8Array;
}

/** Which attempt of which forward. */
export interface ForwardMarks {
  readonly forwardId: string;
  /** From 1. */
  readonly attempt: number;
  readonly replay: number;
  /** Unix milliseconds. */
  readonly now: number;
  readonly signingSecret: string;
  /** Of the destination; each takes the place of what came under its name. */
  readonly extraHeaders?: HeaderPairs | undefined;
}

/** Of the connection to us, and of the one to the receiver. */
const perHop = new Set(['host', 'content-length', 'expect']);
/** The families that Standard Webhooks is sent under. */
const standardName = /^(?:webhook|svix)-(?:id|timestamp|signature)$/;

/**
 * Makes the headers of a forward: what came, in its order, then what the destination adds, then ours.
 *
 * Our signature stands under `hooklatch-id`, `hooklatch-timestamp` and `hooklatch-signature`, and under `webhook-*` too
 * where the provider has sent no Standard Webhooks of its own: what it has sent must stay verifiable.
 */
export function toForwardHeaders(event: ForwardedEvent, marks: ForwardMarks): HeaderPairs {
  const { extraHeaders = [] } = marks;
  const ours = toOwnHeaders(event, marks);
  const replaced = new Set([...ours, ...extraHeaders].map(([name]) => name.toLowerCase()));
  const kept = endToEndHeaders(event.headers).filter(([name]) => {
    const lower = name.toLowerCase();
    return !perHop.has(lower) && !replaced.has(lower);
  });
  return [...kept, ...extraHeaders, ...ours];
}

function toOwnHeaders(event: ForwardedEvent, marks: ForwardMarks): HeaderPairs {
  const timestamp = Math.floor(marks.now / 1000);
  const signature = signForward(marks.signingSecret, { id: event.id, timestamp, body: event.body });
  const family = (name: string): HeaderPairs => [
    [`${name}-id`, event.id],
    [`${name}-timestamp`, String(timestamp)],
    [`${name}-signature`, signature],
  ];
  const isStandard = event.headers.some(([name]) => standardName.test(name.toLowerCase()));
  return [
    ['hooklatch-event-id', event.id],
    ['hooklatch-forward-id', marks.forwardId],
    ['hooklatch-attempt', String(marks.attempt)],
    ['hooklatch-replay', String(marks.replay)],
    ...family('hooklatch'),
    ...(isStandard ? [] : family('webhook')),
  ];
}

/** What stands behind an endpoint's address: a path, perhaps none, and a query with its `?`, perhaps none. */
export function readSuffix(target: string): { readonly path: string; readonly query: string } {
  const split = target.indexOf('?');
  const path = split < 0 ? target : target.slice(0, split);
  const query = split < 0 ? '' : target.slice(split);
  // What an application has handed on came to an address of its own.
  const [, suffix = ''] = /^\/in\/[^/]+(\/.*)?$/s.exec(path) ?? [];
  return { path: suffix === '/' ? '' : suffix, query };
}

/**
 * Puts what stood behind the endpoint's address behind the destination's.
 *
 * @param url - of the destination
 * @param target - path and query of the delivery
 * @returns the path of the request; nothing where it would leave the destination's path
 */
export function toForwardPath(url: URL, target: string): string | undefined {
  const { path, query } = readSuffix(target);
  if (path.split('/').some((part) => /^(?:\.|%2e){1,2}$/i.test(part))) return undefined;
  const base = path === '' ? url.pathname : url.pathname.replace(/\/+$/, '');
  const search =
    url.search === '' || query === '' ? `${url.search}${query}` : `${url.search}&${query.slice(1)}`;
  return `${base}${path}${search}`;
}
