import { connect } from 'node:net';
import { addressIn } from './local-address.ts';

/** In milliseconds. */
const interval = 300;

/** Looks at a port again and again. */
export interface PortWatch {
  /** Looks until the port accepts, then calls back once. */
  start(): void;
  stop(): void;
}

/**
 * Watches for a server to be back.
 *
 * @param url - whose host and port are connected to, and closed again without a byte
 * @param onUp - called when it accepts
 */
export function watchPort(url: string, onUp: () => void): PortWatch {
  const { hostname, port, protocol } = new URL(url);
  const host = addressIn(new URL(url)) ?? hostname;
  let timer: NodeJS.Timeout | undefined;
  let isWatching = false;
  const look = (): void => {
    const socket = connect({ host, port: Number(port) || (protocol === 'https:' ? 443 : 80), timeout: 2000 });
    const end = (isUp: boolean): void => {
      socket.removeAllListeners().on('error', () => {});
      socket.destroy();
      if (!isWatching) return;
      if (!isUp) return void (timer = setTimeout(look, interval));
      isWatching = false;
      onUp();
    };
    socket.on('connect', () => end(true));
    socket.on('error', () => end(false));
    socket.on('timeout', () => end(false));
  };
  return {
    start() {
      if (isWatching) return;
      isWatching = true;
      timer = setTimeout(look, interval);
    },
    stop() {
      isWatching = false;
      clearTimeout(timer);
    },
  };
}
