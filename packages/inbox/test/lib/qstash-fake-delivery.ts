import { retryDelayMs, signToken, type FakeMessage } from './qstash-fake-message.ts';

/** What did not arrive. */
export interface FakeDead extends FakeMessage {
  readonly dlqId: string;
  readonly responseStatus: number;
  readonly responseBody: string;
}

/** Those that are counted and paused together. */
export interface FakeControl {
  isPaused: boolean;
  active: number;
  readonly waiting: FakeMessage[];
}

/** What delivers. */
export interface FakeDelivery {
  readonly dead: FakeDead[];
  /** The ids of those that are neither delivered nor dead. */
  readonly pending: Set<string>;
  control(key: string): FakeControl;
  /** Delivers what was held back. */
  drain(key: string): void;
  /** Delivers later. */
  schedule(message: FakeMessage, delayMs: number): void;
  /** Delivers once, whatever becomes of it. */
  post(message: FakeMessage): Promise<Response | undefined>;
  close(): void;
}

/** Delivers messages, and tries again, until they have arrived or are dead. */
export function createFakeDelivery(state: { readonly signingKey: string }, secondMs: number): FakeDelivery {
  const dead: FakeDead[] = [];
  const pending = new Set<string>();
  const timers = new Set<ReturnType<typeof setTimeout>>();
  const controls = new Map<string, FakeControl>();
  const closing = new AbortController();
  let deaths = 0;
  const control = (key: string): FakeControl => {
    const found = controls.get(key) ?? { isPaused: false, active: 0, waiting: [] };
    controls.set(key, found);
    return found;
  };
  const post: FakeDelivery['post'] = async ({ url, body, contentType, messageId, retried }) => {
    const headers = {
      'user-agent': 'Upstash-QStash',
      'content-type': contentType,
      'upstash-signature': signToken(state.signingKey, url, body),
      'upstash-message-id': messageId,
      'upstash-retried': `${retried}`,
    };
    return fetch(url, { method: 'POST', headers, body, signal: closing.signal }).catch(() => undefined);
  };
  const attempt = async (message: FakeMessage): Promise<void> => {
    const response = await post(message);
    const responseBody = (await response?.text().catch(() => '')) ?? '';
    if (response?.ok) pending.delete(message.messageId);
    if (closing.signal.aborted || response?.ok) return;
    const { status: responseStatus = 0, headers } = response ?? {};
    const isFinal = responseStatus === 489 && headers?.get('upstash-nonretryable-error') === 'true';
    if (isFinal || message.retried >= message.maxRetries) {
      deaths += 1;
      pending.delete(message.messageId);
      dead.push({ ...message, dlqId: `${Date.now()}-${deaths}`, responseStatus, responseBody });
      return;
    }
    const delayMs = retryDelayMs(message.retried, headers?.get('retry-after') ?? null, secondMs);
    message.retried += 1;
    schedule(message, delayMs);
  };
  const deliver = async (message: FakeMessage): Promise<void> => {
    if (message.flowControlKey === undefined) return attempt(message);
    const own = control(message.flowControlKey);
    if (own.isPaused || own.active >= message.parallelism) return void own.waiting.push(message);
    own.active += 1;
    await attempt(message);
    own.active -= 1;
    drain(message.flowControlKey);
  };
  const drain = (key: string): void => {
    for (const message of control(key).waiting.splice(0)) void deliver(message);
  };
  const schedule = (message: FakeMessage, delayMs: number): void => {
    pending.add(message.messageId);
    const timer = setTimeout(() => (timers.delete(timer), void deliver(message)), delayMs);
    timers.add(timer);
  };
  return {
    dead,
    pending,
    control,
    drain,
    schedule,
    post,
    close() {
      closing.abort();
      for (const timer of timers) clearTimeout(timer);
    },
  };
}
