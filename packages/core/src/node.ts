export { isSuccess } from './lib/is-success.ts';
export { discardRest, toIncoming, writeReply, type NodeContext } from './lib/node-bridge.ts';
export type { Incoming, ReadBody } from './lib/delivery.ts';
export type { Received } from './lib/receive.ts';
