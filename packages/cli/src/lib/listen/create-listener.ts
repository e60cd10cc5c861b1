import type { Provider } from '@hooklatch/core/provider';
import { once } from 'node:events';
import type { Server } from 'node:http';
import { openCaptures } from '../captures/capture-store.ts';
import { toFilterSubject } from '../captures/filter-subject.ts';
import type { CaptureFilter } from '../captures/store.ts';
import type { CapturedRequest } from '../captures/capture.ts';
import { createChanges } from './changes.ts';
import { createDispatch } from './dispatch.ts';
import { openListenServer, urlOf } from './listen-server.ts';
import type { Listener, Passed } from './listener.ts';
import { receiveAs } from './receive-as.ts';

/** What a listener does with deliveries. */
export interface ListenerOptions {
  /** Absolute path of the file that captures are kept in. */
  readonly captures: string;
  /** (10,000) */
  readonly keep?: number;
  /** (`127.0.0.1`) */
  readonly host?: string;
  /** 0 is any that is free. (4400) */
  readonly port?: number;
  /** The application's URL: without a path, the request's own is kept. */
  readonly forward?: string;
  /** With the secrets that deliveries are verified with. */
  readonly provider?: Provider;
  /** Signs again what is forwarded, with this secret. */
  readonly resignWith?: string;
  /** What signs again on request: `replay(id, { resign: true })`. (`resignWith`) */
  readonly secret?: string;
  /** What does not match is answered, and neither kept nor forwarded. */
  readonly filter?: CaptureFilter;
  /** What is answered without an application. (what one with the provider's webhook would; 200 without a provider) */
  readonly answer?: number;
  /** Answers at once, and takes care of what the application refuses. (false) */
  readonly isStoring?: boolean;
  /** How long the sender waits for the application. (what the provider states, else 30,000) */
  readonly deadlineMs?: number;
  /** How many times faster than the provider deliveries are tried again; 0 is never. (1) */
  readonly retrySpeed?: number;
  /** Forwards to other machines than this one and those of private networks. (false) */
  readonly allowRemote?: boolean;
  /** (25 MiB) */
  readonly maxBodyBytes?: number;
  /** Unix milliseconds. (`Date.now`) */
  readonly now?: () => number;
}

/**
 * Opens a port, keeps what comes there, and hands it to the application.
 *
 * @param options - where from, where to
 * @returns what views show
 * @throws CliError where the port or the file cannot be opened
 */
export async function createListener(options: ListenerOptions): Promise<Listener> {
  const { captures: file, keep, host = '127.0.0.1', port = 4400, provider, filter, now = Date.now } = options;
  const captures = openCaptures(file, keep === undefined ? {} : { keep });
  const changes = createChanges();
  const dispatch = createDispatch(captures, changes, options);
  const receivedAs = receiveAs(provider, now);
  const receive = async (
    request: CapturedRequest,
    { deadlineMs }: { deadlineMs?: number } = {},
  ): Promise<Passed> => {
    const { verdict, reply, isHandshake } = await receivedAs(request);
    const own = options.answer === undefined || isHandshake ? reply : toEmpty(options.answer);
    if (filter && !filter.matches(toFilterSubject(request, verdict)))
      return reply.status < 300 ? own : toEmpty(200);
    const capture = await captures.add(request, verdict, now());
    changes.captured(capture);
    return options.forward === undefined
      ? dispatch.answerAlone(capture, own)
      : dispatch.pass(capture, deadlineMs);
  };
  let server: Server;
  try {
    const maxBodyBytes = options.maxBodyBytes ?? 25 * 2 ** 20;
    server = await openListenServer({ host, port, maxBodyBytes, receive, onNotice: changes.notice });
  } catch (error) {
    await captures.close();
    throw error;
  }
  const url = urlOf(server);
  return {
    url,
    port: Number(new URL(url).port) || port,
    captures,
    to: options.forward,
    provider,
    isResigning: options.resignWith !== undefined,
    state: changes.state,
    onChange: changes.onChange,
    receive,
    setTunnel: (tunnel) => changes.setState({ tunnel }),
    replay: dispatch.replay,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeIdleConnections();
      // Those who wait for an answer get a moment.
      const impatience = setTimeout(() => server.closeAllConnections(), 2000);
      await dispatch.close();
      await closed;
      clearTimeout(impatience);
      await captures.close();
    },
  };
}

function toEmpty(status: number): Passed {
  return { status, headers: [], body: new Uint8Array() };
}
