export { attendTunnel, type Attended } from './lib/node/attend-tunnel.ts';
export { createTunnel, type Socket, type Tunnel } from './lib/exchange/tunnel.ts';
export { closeCode, maxHeadBytes, subprotocol, timing } from './lib/protocol/constants.ts';
export { endToEndHeaders } from './lib/protocol/end-to-end-headers.ts';
export { findToken, readHandshake, readTokenKey, type Handshake, type TokenKey } from './lib/token.ts';
export type { ReceivedRequest, WaitingDelivery } from './lib/exchange/delivery-store.ts';
export type {
  AnswerHead,
  ClientMessage,
  Credit,
  CreditChange,
  HeaderPairs,
  Hello,
  Release,
} from './lib/protocol/message.ts';
