import { admit, authenticate, type Admitted } from './authenticate.ts';
import { readBody, refuseLength, type HeldBody } from './body.ts';
import type { Incoming, Reply } from './delivery.ts';
import type { Endpoint } from './endpoint.ts';
import { WebhookError } from './error.ts';
import type { WebhookEvent } from './event.ts';
import { handleEvents, InProgress, successOf } from './handle.ts';
import { claimEvent } from './idempotency.ts';
import type { DeliveryOutcome, DeliveryReport } from './report.ts';
import { explained, toReply } from './reply.ts';
import { checkSchema } from './schema.ts';

/** What an adapter is to do: answer, or let the application's route go on and say how it went. */
export type Received<Events extends object = object> =
  | { readonly reply: Reply }
  | { readonly event: WebhookEvent<Events>; settle(ok: boolean): Promise<void> };

/** What is known of a delivery while it goes through the pipeline. */
export interface Passage {
  readonly started: number;
  readonly report: { -readonly [Name in keyof DeliveryReport]?: DeliveryReport[Name] };
  admitted?: Admitted;
}

const passages = new WeakMap<object, Passage>();

/** Takes a delivery through the pipeline. Never rejects. */
export async function receive(endpoint: Endpoint, incoming: Incoming, claimLater = false): Promise<Received> {
  const { definition, methods, secrets, on } = endpoint;
  const passage: Passage = { started: performance.now(), report: {} };
  const { report } = passage;
  let held: HeldBody | undefined;
  try {
    if (!methods.includes(incoming.method)) throw new WebhookError('method_not_allowed');
    const head = endpoint.toPublicHead?.(incoming) ?? incoming;
    const question = definition.handshake?.isUnsigned?.(head);
    const admitted = question ? undefined : admit(endpoint, head);
    refuseLength(Number(head.headers.get('content-length')), endpoint);
    const ring = admitted && (await secrets(head, incoming.env));
    held = await readBody(incoming, endpoint);
    const { bytes } = held;
    report.bytes = bytes.length;
    if (!admitted || !ring) {
      const reply = definition.handshake?.answerUnsigned?.(head, bytes);
      if (!reply) throw new WebhookError('header_malformed');
      return finish(endpoint, passage, 'handshake', reply);
    }
    passage.admitted = admitted;
    warn(passage, ...ring.warnings);
    const verified = await authenticate(endpoint, admitted, bytes, ring);
    const event = verified as unknown as WebhookEvent;
    report.event = event;
    const answer = definition.handshake?.answer?.(verified.payload, verified.headers);
    if (answer) return finish(endpoint, passage, 'handshake', answer);
    const issues = await checkSchema(verified, endpoint.options);
    if (issues) {
      const { code, hint } = await explained(endpoint, new WebhookError('schema_mismatch'));
      Object.assign(report, { issues, code, hint });
    }
    if (on) {
      const { outcome, reply, warning } = await handleEvents(endpoint, event.events, admitted, incoming);
      warn(passage, warning);
      return finish(endpoint, passage, outcome, reply);
    }
    passages.set(event, passage);
    return claimLater ? { event, settle: async () => {} } : await claim(endpoint, event);
  } catch (error) {
    return refuse(endpoint, passage, error);
  } finally {
    held?.release();
  }
}

/**
 * Claims an event that a guard has verified, right before the application's route.
 *
 * @throws TypeError where the event is another webhook's
 */
export async function claim(endpoint: Endpoint, event: WebhookEvent): Promise<Received> {
  const passage = passages.get(event);
  if (!passage?.admitted) throw new TypeError('This event was not received by this webhook.');
  try {
    const claimed = await claimEvent(endpoint, event, passage.admitted);
    if (claimed.state === 'done') return finish(endpoint, passage, 'duplicate', successOf(endpoint));
    if (claimed.state === 'busy') throw new InProgress(claimed.retryAfterMs);
    let settled = false;
    const settle = async (ok: boolean): Promise<void> => {
      if (settled) return;
      settled = true;
      warn(passage, await claimed.settle(ok));
      finish(endpoint, passage, ok ? 'passed' : 'failed');
    };
    return { event, settle };
  } catch (error) {
    return refuse(endpoint, passage, error);
  }
}

function warn({ report }: Passage, ...warnings: readonly (string | undefined)[]): void {
  const given = warnings.filter((warning) => warning !== undefined);
  if (given.length) report.warnings = [...(report.warnings ?? []), ...given];
}

async function refuse(endpoint: Endpoint, passage: Passage, thrown: unknown): Promise<{ reply: Reply }> {
  const error = await explained(endpoint, thrown);
  const { code, hint, status, cause } = error;
  Object.assign(passage.report, { code, hint, [code === 'schema_mismatch' ? 'issues' : 'error']: cause });
  const busy = error instanceof InProgress;
  const outcome = busy ? 'in_progress' : status < 500 ? 'refused' : 'failed';
  return finish(
    endpoint,
    passage,
    outcome,
    toReply(error, endpoint.methods, busy ? error.retryAfterMs : undefined),
  );
}

function finish(endpoint: Endpoint, passage: Passage, outcome: DeliveryOutcome): undefined;
function finish(
  endpoint: Endpoint,
  passage: Passage,
  outcome: DeliveryOutcome,
  reply: Reply,
): { reply: Reply };
function finish(
  { name, definition, report: tell }: Endpoint,
  { started, report }: Passage,
  outcome: DeliveryOutcome,
  reply?: Reply,
): unknown {
  const { event } = report;
  tell?.({
    bytes: 0,
    ...report,
    ...(event && { type: event.type, id: event.id }),
    outcome,
    endpoint: name,
    provider: definition.name,
    milliseconds: performance.now() - started,
    status: reply?.status,
  });
  return reply && { reply };
}
