import type { GatewayContext } from '../context.ts';
import type { Row } from '../database/schema.ts';
import type { HeaderPairs, Outbound } from '../outbound/create-outbound.ts';
import { toOutboundError } from '../outbound/outbound-error.ts';
import { readOutboundUrl } from '../outbound/read-outbound-url.ts';
import type { OpenDestination } from './destination-secrets.ts';
import { readSuffix, toForwardHeaders, toForwardPath, type ForwardedEvent } from './forward-request.ts';
import type { HandOffs } from './hand-offs.ts';
import type { AttemptResult } from './judge-attempt.ts';
import type { WholeEvent } from './read-event.ts';
import type { TunnelOutcome } from './tunnel-line.ts';
import type { Tunnels } from './tunnels.ts';

/** What came of an attempt, or that there was none: it goes back unspent. */
export type Sent = AttemptResult | 'unspent' | 'unwanted';

/** What sends. */
export interface Senders {
  readonly context: GatewayContext;
  readonly outbound: Outbound;
  readonly tunnels: Tunnels;
  readonly handOffs: HandOffs;
}

/** One attempt. */
export interface SentForward {
  readonly forward: Row<'forwards'>;
  readonly event: WholeEvent;
  readonly destination: OpenDestination;
  readonly signal: AbortSignal;
}

type Of<Kind extends OpenDestination['kind']> = Extract<OpenDestination, { kind: Kind }>;

/** Sends an event to where its forward goes, once. */
export function sendForward(senders: Senders, sent: SentForward): Promise<Sent> {
  const { destination } = sent;
  if (destination.kind === 'http') return sendHttp(senders, sent, destination);
  if (destination.kind === 'listen') return sendToListener(senders, sent, destination);
  return timed(senders, destination.row.label, () =>
    senders.handOffs.put(destination, sent.event, sent.forward),
  );
}

function toForwarded(event: WholeEvent): ForwardedEvent {
  const { id, method, target, headers, body } = event;
  return { id, method, target, body, headers: JSON.parse(headers) as HeaderPairs };
}

function toHeaders(
  senders: Senders,
  sent: SentForward,
  config: Of<'http' | 'listen'>['config'],
): HeaderPairs {
  const { id: forwardId, attempts: attempt, replay } = sent.forward;
  const extraHeaders = 'headers' in config ? config.headers : undefined;
  const { signingSecret } = config;
  const marks = { forwardId, attempt, replay, now: senders.context.now(), signingSecret, extraHeaders };
  return toForwardHeaders(toForwarded(sent.event), marks);
}

/** Measures, and turns a failure into a result. */
async function timed(
  { context }: Senders,
  target: string,
  send: () => Promise<Partial<AttemptResult>>,
): Promise<AttemptResult> {
  const startedAt = context.now();
  const start = performance.now();
  const end = (result: Partial<AttemptResult>): AttemptResult => ({
    startedAt,
    target,
    ...result,
    milliseconds: performance.now() - start,
  });
  try {
    return end(await send());
  } catch (error) {
    const { code, message } = toOutboundError(error);
    return end({ errorCode: code, error: message });
  }
}

async function sendHttp(senders: Senders, sent: SentForward, { config, row }: Of<'http'>): Promise<Sent> {
  const { event, signal } = sent;
  const url = readOutboundUrl(config.url);
  const path = toForwardPath(url, event.target);
  const target = `${event.method} ${url.origin}${path?.split('?')[0] ?? url.pathname}`;
  if (path === undefined) {
    const error = 'The path leads out of the path of the destination.';
    return {
      startedAt: senders.context.now(),
      milliseconds: 0,
      target,
      errorCode: 'bad_target',
      error,
      isFinal: true,
    };
  }
  const headers = toHeaders(senders, sent, config);
  const result = await timed(senders, target, () =>
    senders.outbound.send(
      { method: event.method, origin: url.origin, path, headers, body: event.body },
      { timeoutMs: row.timeout_ms, signal },
    ),
  );
  return signal.aborted && result.status === undefined ? 'unspent' : result;
}

/** A developer may stop at a breakpoint; the client itself gives up before. */
const leastListenMs = 330_000;

async function sendToListener(senders: Senders, sent: SentForward, destination: Of<'listen'>): Promise<Sent> {
  const { event, forward, signal } = sent;
  const { path, query } = readSuffix(event.target);
  const target = `${path === '' ? '/' : path}${query}`;
  const delivery = {
    id: forward.id,
    method: event.method,
    target,
    headers: toHeaders(senders, sent, destination.config),
    body: event.body,
    receivedAt: event.received_at,
  };
  const late = AbortSignal.timeout(Math.max(destination.row.timeout_ms, leastListenMs));
  let came: TunnelOutcome | undefined;
  const result = await timed(senders, `${event.method} ${target}`, async () => {
    came = await senders.tunnels.deliver(destination.id, delivery, AbortSignal.any([signal, late]));
    return readAnswer(came, late.aborted);
  });
  const state = stateOf(came);
  if (state === 'filtered') return 'unwanted';
  return state === 'lost' && !late.aborted ? 'unspent' : result;
}

const stateOf = (outcome: TunnelOutcome | undefined): TunnelOutcome['state'] | undefined => outcome?.state;

function readAnswer(came: TunnelOutcome, isLate: boolean): Partial<AttemptResult> {
  if (came.state === 'answered') {
    return { status: came.status, headers: came.headers, body: came.body.slice(0, mostBodyBytes) };
  }
  if (isLate) return { errorCode: 'timeout', error: 'There was no answer in time.' };
  return { errorCode: 'no_answer', error: 'The application did not answer.' };
}

const mostBodyBytes = 65_536;
