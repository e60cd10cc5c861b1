import type { HeaderPairs } from '../captures/capture.ts';
import type { Exchange } from '../certify/probe.ts';
import { writeJsonBody, type JsonBody } from '../requests/capture-body.ts';
import type { Judgement } from './judge-answer.ts';

/** An exchange for machines. */
export interface ExchangeJson extends Judgement {
  readonly sent: { readonly method: string; readonly url: string; readonly headers: HeaderPairs } & JsonBody;
  readonly answer: {
    readonly status?: number;
    readonly error?: string;
    readonly headers: Exchange['headers'];
    readonly body: string;
    readonly milliseconds: number;
  };
}

/** An exchange and what it is worth, for machines. */
export function toJson(exchange: Exchange, judgement: Judgement): ExchangeJson {
  const { probe, status, error, headers, body, milliseconds } = exchange;
  return {
    ...judgement,
    sent: { method: probe.method, url: probe.url, headers: probe.headers, ...writeJsonBody(probe.body) },
    answer: {
      ...(status !== undefined && { status }),
      ...(error !== undefined && { error }),
      headers,
      body,
      milliseconds: Math.round(milliseconds),
    },
  };
}
