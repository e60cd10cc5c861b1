import { WebhookError, type DeliveryReport, type Reply } from '@hooklatch/core';
import { deliveryHeaders } from '@hooklatch/core/provider';
import { explain } from '@hooklatch/core/diagnose';
import { trace } from '@opentelemetry/api';
import { createHmac, randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { LiveEndpoint } from '../endpoints/live-endpoint.ts';
import { plainText, toArrival, toRecord, type Arrival } from './arrival.ts';
import type { DoorParts } from './door-parts.ts';
import type { RunningDoor } from './running-door.ts';
import type { Passage } from './event-keeper.ts';
import type { ForwardedReply } from './find-answer.ts';
import { problem } from './problem.ts';
import { readRequestBody, type RequestBody } from './read-request-body.ts';

/** What a request is answered with: as core says, or as a destination did. */
export type DoorReply = Reply | ForwardedReply;

/** What takes deliveries. */
export interface Taker extends DoorParts {
  readonly door: RunningDoor;
  /** A stop waits for it. */
  follow(work: Promise<unknown>): void;
}

/** In bytes: what nobody has proved takes no more of the log. */
const mostKeptOfRejected = 2 ** 20;
/** In bytes: of what nobody waits for. */
const mostReadOfUnknown = 65_536;
const dummyKey = randomBytes(32);

/**
 * Takes a request at the door, and says what is answered. Rejects only where the gateway itself is at fault.
 *
 * Nothing is answered 2xx before it is durable. What the webhook refuses is kept too, behind the answer and within
 * bounds; an address that nobody listens at is answered the same, whether it never was, is disabled or was deleted.
 */
export async function takeDelivery(parts: Taker, request: IncomingMessage): Promise<DoorReply> {
  const { context, endpoints, clientOf, door } = parts;
  const { address, origin } = clientOf(request);
  const arrival = toArrival(request, context.now(), address, door);
  const slug = /^\/in\/([^/?#]+)/.exec(arrival.target)?.[1] ?? '';
  const live = await endpoints.find(slug);
  const limits = { bodyTimeoutMs: context.settings.bodyTimeoutMs, budget: parts.budget };
  if (!live) {
    const body = await readRequestBody(request, { ...limits, maxBodyBytes: mostReadOfUnknown });
    // It takes what a forged one takes.
    createHmac('sha256', dummyKey).update(body.bytes).digest();
    body.release();
    return problem(404, 'not_found');
  }
  trace.getActiveSpan()?.setAttribute('hooklatch.endpoint', live.row.id);
  const body = await readRequestBody(request, { ...limits, maxBodyBytes: live.row.max_body_bytes });
  if (body.error) return refuseUnread(parts, arrival, live, body, body.error);
  try {
    return await handle(parts, { arrival, live }, body, origin);
  } catch (error) {
    body.release();
    throw error;
  }
}

async function handle(
  parts: Taker,
  passage: Passage,
  body: RequestBody,
  origin: string | undefined,
): Promise<DoorReply> {
  const { arrival, live } = passage;
  const { method, target, rawHeaders } = arrival;
  const { settings } = parts.context;
  const base = settings.publicUrl?.replace(/\/+$/, '') ?? origin ?? parts.door.url;
  const delivery = { method, url: base + target, headers: deliveryHeaders(rawHeaders), body: body.bytes };
  const waiting = live.row.response_mode === 'forward' ? parts.answers.expect(arrival.id) : undefined;
  const reply = await parts.keeper.run(passage, () => live.webhook.handle(delivery));
  const { kept, report } = passage;
  const secretId = report?.event && live.secretIds[report.event.secretIndex];
  if (secretId !== undefined) parts.uses.note(secretId);
  if (report && (report.outcome === 'stored' || report.outcome === 'duplicate')) {
    body.release();
    if (!kept || !waiting) return reply;
    return waiting.answer(kept, reply, live.row.reply_timeout_ms);
  }
  waiting?.stop();
  if (!report || report.code === 'inbox_unavailable') {
    parts.outages.tell(report?.error);
    body.release();
    return reply;
  }
  keepOther(parts, passage, body, { ...report, status: reply.status });
  return reply;
}

/** What could not be read whole: nothing is verified. */
function refuseUnread(
  parts: Taker,
  arrival: Arrival,
  live: LiveEndpoint,
  body: RequestBody,
  error: WebhookError,
): Reply {
  const { code } = error;
  const { definition } = live.provider;
  const reply = problem(statusOf[code] ?? 400, code);
  const hint = explain(error, definition, live.webhook.methods);
  const report = { outcome: 'refused', code, hint, status: reply.status } as const;
  keepOther(parts, { arrival, live }, body, report);
  return reply;
}

const statusOf: Readonly<Record<string, number>> = {
  payload_too_large: 413,
  body_timeout: 408,
  over_capacity: 503,
};

type Told = Pick<DeliveryReport, 'outcome' | 'code' | 'hint' | 'status' | 'type' | 'event'>;

/** Keeps what is no event: a question, or what was refused. It is not waited for, and holds its memory until then. */
function keepOther(parts: Taker, passage: Passage, body: RequestBody, told: Told): void {
  const { keeper, rejections, uncounted, context } = parts;
  const { arrival, live, brought } = passage;
  const { outcome, code, status = 500, type, event } = told;
  const isHandshake = outcome === 'handshake';
  const secretId = brought?.id ?? (event && live.secretIds[event.secretIndex]);
  // A question that is signed is the provider's, and one whose secret was adopted is the one that was waited for.
  if (secretId === undefined && !event && !rejections.admits(arrival.remoteAddress)) {
    if (!isHandshake) uncounted.count(live.row.id, code ?? 'internal_error');
    body.release();
    return;
  }
  const record = toRecord(withoutSecret(arrival, brought?.secret), {
    endpoint_id: live.row.id,
    provider: live.row.provider,
    outcome: isHandshake ? 'handshake' : 'rejected',
    status,
    code: code ?? null,
    hint: hintOf(told, passage) ?? null,
    type: plainText(type, 200),
    secret_id: secretId ?? null,
    body: body.bytes.subarray(0, mostKeptOfRejected),
    bytes: body.bytes.length,
  });
  const written = keeper.write(record).catch((error: unknown) => {
    context.log.warn(
      { err: error, endpoint: live.row.id, code },
      'a delivery that was refused could not be kept',
    );
  });
  parts.follow(written.finally(body.release));
}

function hintOf({ code, hint }: Told, { brought }: Passage): string | undefined {
  if (brought) return brought.id === undefined ? hasSecret : adopted;
  return code === 'secret_missing' ? noSecret : hint;
}

/** Secrets are kept encrypted: a header that brought one does not show it. */
function withoutSecret(arrival: Arrival, secret: string | undefined): Arrival {
  if (secret === undefined) return arrival;
  return {
    ...arrival,
    rawHeaders: arrival.rawHeaders.map((text) => (text === secret ? '(a secret)' : text)),
  };
}

const adopted = 'Adopted in the handshake: the secret that it brought is the one of the endpoint.';
const hasSecret =
  'It brings another secret than the endpoint has, and nothing proves it. If you have set the webhook up anew, delete the secret here, and do so once more.';
const noSecret = 'The endpoint has no secret that is good now: add the one that the provider shows.';
