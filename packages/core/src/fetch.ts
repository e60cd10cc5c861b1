export { toIncoming, toResponse, type FetchContext } from './lib/fetch-bridge.ts';
export type { Incoming, ReadBody } from './lib/delivery.ts';
export type { Received } from './lib/receive.ts';
