import { admit, authenticate, refuseHead, type Admitted } from './authenticate.ts';
import { readBody, refuseDeclaredLength, type HeldBody } from './body.ts';
import type { Incoming, Reply } from './delivery.ts';
import { handlersOf, type Endpoint } from './endpoint.ts';
import { WebhookError } from './error.ts';
import type { VerifiedEvent, WebhookEvent } from './event.ts';
import { handleEvents, inProgress } from './handle.ts';
import { claimEvent, idempotencyKey } from './idempotency.ts';
import type { DeliveryOutcome, DeliveryReport } from './report.ts';
import { toReply, toWebhookError } from './reply.ts';
import { checkSchema } from './schema.ts';

/** What an adapter is to do: answer, or let the application's route go on and say how it went. */
export type Received<Events extends object = object> =
  | { readonly reply: Reply }
  | { readonly event: WebhookEvent<Events>; settle(ok: boolean): Promise<void> };

/** What is known of a delivery while it goes through the pipeline. */
interface Passage {
  readonly started: number;
  readonly report: { -readonly [Name in keyof DeliveryReport]?: DeliveryReport[Name] };
}

/** A verified event and what claiming it later needs. */
const passages = new WeakMap<object, { admitted: Admitted; passage: Passage }>();

/** Takes a delivery through the pipeline. Never rejects. */
export async function receive(endpoint: Endpoint, incoming: Incoming, claimLater = false): Promise<Received> {
  const passage: Passage = { started: performance.now(), report: {} };
  let held: HeldBody | undefined;
  try {
    refuseHead(endpoint, incoming);
    const question = endpoint.definition.handshake?.isUnsigned?.(incoming) ?? false;
    const admitted = question ? undefined : admit(endpoint, incoming);
    refuseDeclaredLength(incoming, endpoint.limits.maxBodyBytes);
    const ring = admitted && (await endpoint.secrets(admitted.head, incoming.env));
    held = await readBody(incoming, endpoint.limits);
    passage.report.bytes = held.bytes.length;
    if (admitted === undefined || ring === undefined)
      return answerUnsigned(endpoint, incoming, held.bytes, passage);
    if (ring.warnings.length > 0) passage.report.warnings = ring.warnings;
    const verified = await authenticate(endpoint, admitted, held.bytes, ring);
    const event = verified as unknown as WebhookEvent;
    Object.assign(passage.report, { event });
    const answer = endpoint.definition.handshake?.answer?.(verified.payload, verified.headers);
    if (answer !== undefined) return finish(endpoint, passage, 'handshake', answer);
    await applySchema(endpoint, verified, passage);
    if (handlersOf(endpoint) !== undefined) {
      const { outcome, reply, warnings } = await handleEvents(endpoint, event.events, admitted, incoming);
      addWarnings(passage, warnings);
      return finish(endpoint, passage, outcome, reply);
    }
    passages.set(event, { admitted, passage });
    return claimLater ? { event, settle: async () => {} } : await claim(endpoint, event);
  } catch (error) {
    return refuse(endpoint, passage, error);
  } finally {
    held?.release();
  }
}

/** Claims an event that a guard has verified, right before the application's route. Never rejects. */
export async function claim(endpoint: Endpoint, event: WebhookEvent): Promise<Received> {
  const known = passages.get(event);
  if (known === undefined) throw new TypeError('This event was not received by this webhook.');
  const { admitted, passage } = known;
  try {
    const claimed = await claimEvent(endpoint, await idempotencyKey(endpoint, event, admitted, 0));
    if (claimed.state === 'done') return finish(endpoint, passage, 'duplicate', endpoint.success);
    if (claimed.state === 'busy') throw inProgress(claimed.retryAfterMs);
    let settled = false;
    const settle = async (ok: boolean): Promise<void> => {
      if (settled) return;
      settled = true;
      const warning = await claimed.settle(ok);
      if (warning !== undefined) addWarnings(passage, [warning]);
      finish(endpoint, passage, ok ? 'passed' : 'failed');
    };
    return { event, settle };
  } catch (error) {
    return refuse(endpoint, passage, error);
  }
}

function answerUnsigned(
  endpoint: Endpoint,
  incoming: Incoming,
  body: Uint8Array,
  passage: Passage,
): Received {
  const answer = endpoint.definition.handshake?.answerUnsigned?.(incoming, body);
  if (answer !== undefined) return finish(endpoint, passage, 'handshake', answer);
  throw new WebhookError(
    'header_malformed',
    'This looks like a handshake, but asks nothing that can be answered.',
  );
}

async function applySchema(endpoint: Endpoint, event: VerifiedEvent, { report }: Passage): Promise<void> {
  if (endpoint.options.schema === undefined) return;
  const issues = await checkSchema(event, endpoint.options);
  if (issues === undefined) return;
  report.issues = issues;
  report.code = 'schema_mismatch';
  report.hint = 'The payload does not fit its schema and was handled all the same; see the issues.';
}

function addWarnings({ report }: Passage, warnings: readonly string[]): void {
  if (warnings.length > 0) report.warnings = [...(report.warnings ?? []), ...warnings];
}

function refuse(endpoint: Endpoint, passage: Passage, thrown: unknown): { reply: Reply } {
  const error = toWebhookError(thrown, endpoint.definition.refusalStatus);
  const { code, hint, cause } = error;
  const headers: Record<string, string> = {};
  if (code === 'method_not_allowed') headers.allow = endpoint.methods.join(', ');
  if ('retryAfterMs' in error)
    headers['retry-after'] = String(Math.max(1, Math.ceil(Number(error.retryAfterMs) / 1000)));
  Object.assign(passage.report, { code, hint }, cause === undefined ? undefined : { error: cause });
  if (code === 'schema_mismatch') passage.report.issues = cause as NonNullable<DeliveryReport['issues']>;
  const outcome = code === 'in_progress' ? 'in_progress' : error.status >= 500 ? 'failed' : 'refused';
  return finish(endpoint, passage, outcome, toReply(error, headers));
}

function finish(endpoint: Endpoint, passage: Passage, outcome: DeliveryOutcome): undefined;
function finish(
  endpoint: Endpoint,
  passage: Passage,
  outcome: DeliveryOutcome,
  reply: Reply,
): { reply: Reply };
function finish(
  endpoint: Endpoint,
  { started, report }: Passage,
  outcome: DeliveryOutcome,
  reply?: Reply,
): unknown {
  const { event } = report;
  endpoint.report({
    bytes: 0,
    ...report,
    ...(event && { type: event.type, ...(event.id !== undefined && { id: event.id }) }),
    ...(reply && { status: reply.status }),
    outcome,
    endpoint: endpoint.name,
    provider: endpoint.definition.name,
    milliseconds: performance.now() - started,
  });
  return reply && { reply };
}
