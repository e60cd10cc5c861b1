import type { EventDetail, Forward } from '../src/api/event-types.ts';
import type { Endpoint, Secret } from '../src/api/types.ts';
import type { Tell } from './fake-api.ts';
import { FakeProblem, found } from './fake-reads.ts';
import { addEvent, type Fake } from './seed.ts';

/** A request that changes something. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body: Record<string, unknown>;
  readonly tell: Tell;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

function sign(fake: Fake, { method, path, body }: Asked): unknown {
  if (path === '/setup') {
    if (text(body['token']) !== 'once')
      throw new FakeProblem(403, 'token', 'The setup token is not the one that was printed.');
    fake.isSetUp = true;
    fake.isSignedIn = true;
    return {};
  }
  if (method === 'DELETE') {
    fake.isSignedIn = false;
    return undefined;
  }
  if (text(body['password']) !== 'correct horse') {
    throw new FakeProblem(401, 'credentials', 'The email or the password is not right.');
  }
  fake.isSignedIn = true;
  return {};
}

function toSecret(fake: Fake, position: number): Secret {
  fake.next += 1;
  const id = `sec_new${fake.next}`;
  return {
    id,
    fingerprint: `b2d4${fake.next}…`,
    position,
    createdAt: Date.now(),
    expiresAt: null,
    lastUsedAt: null,
  };
}

function put(fake: Fake, endpoint: Endpoint): Endpoint {
  fake.endpoints = fake.endpoints.map((each) => (each.id === endpoint.id ? endpoint : each));
  return endpoint;
}

function create(fake: Fake, { body, tell }: Asked): Endpoint {
  fake.next += 1;
  const endpoint: Endpoint = {
    id: `end_new${fake.next}`,
    name: text(body['name']),
    provider: text(body['provider']),
    url: `https://hooks.example.com/in/4c8hn2p7x5w9q3${fake.next}`,
    isEnabled: true,
    responseMode: 'store',
    replyTimeoutMs: 8000,
    maxBodyBytes: 1_000_000,
    options: {},
    secrets: Array.isArray(body['secrets']) ? [toSecret(fake, 0)] : [],
    createdAt: Date.now(),
    updatedAt: Date.now(),
    lastEventAt: null,
  };
  fake.endpoints = [...fake.endpoints, endpoint];
  tell({ kind: 'configured', what: 'endpoint' });
  return endpoint;
}

function changeSecrets(fake: Fake, endpoint: Endpoint, { method, path, body }: Asked): unknown {
  const id = path.split('/')[4];
  if (method === 'POST') {
    const span = body['expireOthersInMs'];
    const olds = endpoint.secrets.map((old) =>
      typeof span === 'number' ? { ...old, expiresAt: Date.now() + span } : old,
    );
    return put(fake, { ...endpoint, secrets: [...olds, toSecret(fake, olds.length)] });
  }
  const secrets =
    method === 'DELETE'
      ? endpoint.secrets.filter((secret) => secret.id !== id)
      : endpoint.secrets.map((secret) =>
          secret.id === id ? { ...secret, expiresAt: Number(body['expiresAt']) } : secret,
        );
  return put(fake, { ...endpoint, secrets });
}

function changeEndpoint(fake: Fake, asked: Asked): unknown {
  const { method, path, body, tell } = asked;
  const [, , id, part] = path.split('/');
  if (id === undefined) return create(fake, asked);
  const endpoint = found(fake.endpoints.find((each) => each.id === id));
  if (part === 'secrets') return changeSecrets(fake, endpoint, asked);
  if (part === 'test') {
    const type = text(body['type']);
    const making = { at: Date.now(), endpoint, source: 'test', ...(type === '' ? {} : { type }) } as const;
    const { id: eventId } = addEvent(fake, making);
    tell({ kind: 'stored', events: [eventId] });
    return { eventId, status: 200, milliseconds: 2 };
  }
  if (method === 'PATCH') return put(fake, { ...endpoint, ...(body as Partial<Endpoint>) });
  fake.endpoints = fake.endpoints.filter((each) => each.id !== id);
  return undefined;
}

function replay(fake: Fake, event: EventDetail, { body, tell }: Asked): object {
  const ids = body['connectionIds'] as string[];
  const made = fake.connections
    .filter(({ id }) => ids.includes(id))
    .map((connection): Forward => {
      fake.next += 1;
      return {
        id: `fwd_replay${fake.next}`,
        eventId: event.id,
        endpointId: event.endpointId,
        connectionId: connection.id,
        destinationId: connection.destinationId,
        type: event.type,
        state: 'queued',
        trigger: 'manual',
        replay: 1,
        attempts: 0,
        dueAt: Date.now(),
        lastStatus: null,
        lastError: null,
        createdAt: Date.now(),
        settledAt: null,
      };
    });
  replace(fake, { ...event, forwards: [...event.forwards, ...made] });
  for (const { id } of made) tell({ kind: 'forward_changed', forward: id, event: event.id, state: 'queued' });
  return { forwardIds: made.map(({ id }) => id) };
}

function replace(fake: Fake, event: EventDetail): void {
  fake.events[fake.events.findIndex(({ id }) => id === event.id)] = event;
}

function changeForward(fake: Fake, { path, tell }: Asked): object {
  const [, , id, part] = path.split('/');
  const event = found(fake.events.find(({ forwards }) => forwards.some((forward) => forward.id === id)));
  const state = part === 'cancel' ? ('cancelled' as const) : ('queued' as const);
  const forwards = event.forwards.map((forward) =>
    forward.id === id ? { ...forward, state, settledAt: null } : forward,
  );
  replace(fake, { ...event, forwards });
  tell({ kind: 'forward_changed', forward: id, event: event.id, state });
  return {};
}

/** Does what is asked of the fake. */
export function answerChange(fake: Fake, asked: Asked): unknown {
  const [, what, id, part] = asked.path.split('/');
  if (what === 'session' || what === 'setup') return sign(fake, asked);
  if (what === 'endpoints') return changeEndpoint(fake, asked);
  if (what === 'forwards') return changeForward(fake, asked);
  const event = found(fake.events.find((each) => each.id === id));
  if (part === 'replay') return replay(fake, event, asked);
  if (part === 'verify') return event.verification;
  return found(undefined);
}
