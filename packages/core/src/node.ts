export { discardRest, isSuccess, toIncoming, writeReply, type NodeContext } from './lib/node-bridge.ts';
export type { Incoming, ReadBody } from './lib/delivery.ts';
export type { Received } from './lib/receive.ts';
