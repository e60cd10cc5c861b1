import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Plugin } from 'vite';
import { answerChange } from './fake-changes.ts';
import { answerRead, FakeProblem } from './fake-reads.ts';
import { addEvent, createFake, type Fake } from './seed.ts';

const policy =
  "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'; object-src 'none'";

interface FakeOptions {
  readonly events?: number;
  /** Adds an event every so many milliseconds; 0 for none. */
  readonly everyMs?: number;
}

/** Sends one message of the stream to everyone who listens. */
export type Tell = (happening: { kind: string } & Record<string, unknown>) => void;

async function readBody(request: IncomingMessage): Promise<Record<string, unknown>> {
  let text = '';
  for await (const part of request) text += String(part);
  return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
}

function send(response: ServerResponse, answer: unknown): void {
  if (typeof answer === 'string') {
    response.setHeader('content-type', 'text/plain; charset=utf-8').end(answer);
    return;
  }
  if (answer === undefined) {
    response.writeHead(204).end();
    return;
  }
  response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
}

/** The control of the tests: `POST /__fake` with what the gateway is to be, or to do. */
async function control(fake: Fake, tell: Tell, drop: () => void, request: IncomingMessage): Promise<object> {
  const { add, kind, isDropped, ...state } = await readBody(request);
  Object.assign(fake, state);
  if (isDropped === true) drop();
  const made = Array.from({ length: Number(add ?? 0) }, () => addEvent(fake, { at: Date.now() }).id);
  if (made.length > 0) tell({ kind: 'stored', events: made });
  if (typeof kind === 'string') tell({ kind });
  return { made };
}

function stream(streams: Set<ServerResponse>, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  response.write('retry: 1000\n: hello\n\n');
  streams.add(response);
  response.on('close', () => streams.delete(response));
}

/** A gateway for development and for the tests of the dashboard: made-up data, live, in memory. */
export function fakeApi({ events = 5000, everyMs = 4000 }: FakeOptions = {}): Plugin {
  const streams = new Set<ServerResponse>();
  let fake: Fake | undefined;
  let timer: ReturnType<typeof setInterval> | undefined;
  const tell: Tell = (happening) => {
    for (const each of streams) each.write(`data: ${JSON.stringify(happening)}\n\n`);
  };
  const drop = (): void => {
    for (const each of streams) each.end();
  };
  const start = (): Fake => {
    fake ??= createFake(events);
    const standing = fake;
    if (everyMs > 0) {
      timer ??= setInterval(() => {
        if (standing.endpoints.length === 0) return;
        tell({ kind: 'stored', events: [addEvent(standing, { at: Date.now() }).id] });
      }, everyMs).unref();
    }
    return fake;
  };
  const answer = async (
    request: IncomingMessage,
    response: ServerResponse,
    next: () => void,
  ): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const state = start();
    if (url.pathname === '/__fake') return send(response, await control(state, tell, drop, request));
    if (!url.pathname.startsWith('/api/v1/')) return next();
    const path = url.pathname.slice('/api/v1'.length);
    if (path === '/stream') return stream(streams, response);
    try {
      const isOpen = path === '/session' || path === '/setup';
      if (!state.isSignedIn && !isOpen) throw new FakeProblem(401, 'unauthenticated', 'Sign in first.');
      const made =
        request.method === 'GET'
          ? answerRead(state, path, url.searchParams)
          : answerChange(state, { method: request.method ?? '', path, body: await readBody(request), tell });
      send(response, made);
    } catch (error) {
      const { status, code } = error instanceof FakeProblem ? error : { status: 500, code: 'fault' };
      response.writeHead(status, { 'content-type': 'application/problem+json' });
      response.end(
        JSON.stringify({ status, code, detail: error instanceof Error ? error.message : 'A fault.' }),
      );
    }
  };
  const listen = (request: IncomingMessage, response: ServerResponse, next: () => void): void =>
    void answer(request, response, next);
  const close = (): void => {
    clearInterval(timer);
    drop();
  };
  return {
    name: 'hooklatch-fake-api',
    configureServer: (server) => {
      server.middlewares.use(listen);
      server.httpServer?.on('close', close);
    },
    configurePreviewServer: (server) => {
      server.middlewares.use((_, response, next) => {
        response.setHeader('content-security-policy', policy);
        next();
      });
      server.middlewares.use(listen);
      server.httpServer.on('close', close);
    },
  };
}
