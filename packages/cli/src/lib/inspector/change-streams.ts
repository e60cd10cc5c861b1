import type { ServerResponse } from 'node:http';
import { createThrottle } from '../terminal/throttle.ts';
import type { ViewedListener } from '../terminal/viewed-listener.ts';
import { openStream, sendError } from './responses.ts';

const changeMs = 250;
const pingMs = 15_000;
const maxStreams = 32;

/** The open pages, which hear of every change. */
export interface ChangeStreams {
  open(response: ServerResponse): void;
  close(): void;
}

/** @param listener - whose changes they are */
export function createChangeStreams(listener: ViewedListener): ChangeStreams {
  const streams = new Set<ServerResponse>();
  const send = (event: string, data: unknown): void => {
    for (const stream of streams) stream.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  };
  // A page asks for what it shows: many changes at once are one.
  const changed = createThrottle(changeMs, () => send('change', toState(listener)));
  const stops = [
    listener.onChange((change) => {
      if (change.kind === 'notice') send('notice', { text: change.text });
      changed.call();
    }),
    // Another process may replay, or listen too.
    listener.captures.watch(changed.call),
  ];
  const ping = setInterval(() => {
    for (const stream of streams) stream.write(': still here\n\n');
  }, pingMs);
  return {
    open(response) {
      if (streams.size >= maxStreams) return sendError(response, 503, 'Too many pages are open.');
      openStream(response);
      streams.add(response);
      response.on('close', () => streams.delete(response));
      send('change', toState(listener));
    },
    close() {
      for (const stop of stops) stop();
      clearInterval(ping);
      changed.stop();
      for (const stream of streams) stream.end();
    },
  };
}

/** How things stand, as the page shows it above the list. */
export function toState({
  url,
  to,
  provider,
  captures,
  state,
}: ViewedListener): Readonly<Record<string, unknown>> {
  return { url, to, provider: provider?.definition.name, total: captures.count(), ...state() };
}
