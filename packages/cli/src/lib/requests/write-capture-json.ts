import type { Capture, CapturedRequest } from '../captures/capture.ts';
import { toPrintableJson } from '../printable.ts';
import { writeJsonBody } from './capture-body.ts';

/** A request, with what is known of it beside, where it was captured. */
export type SavedRequest = CapturedRequest &
  Partial<Pick<Capture, 'id' | 'receivedAt' | 'verdict' | 'answers'>>;

/**
 * A request as a file of ours, to keep with tests or to hand on: `{ "hooklatch": "request/1", "method": ... }`.
 *
 * @param request - a request or a capture
 * @returns JSON; the body is a text where it is UTF-8, else base64 in `bodyBase64`
 */
export function writeCaptureJson(request: SavedRequest): string {
  const { id, receivedAt, method, target, headers, body, verdict, answers } = request;
  const saved = {
    hooklatch: 'request/1',
    ...(id !== undefined && { id }),
    ...(receivedAt !== undefined && { receivedAt }),
    method,
    target,
    headers,
    ...writeJsonBody(body),
    ...(verdict && { verdict }),
    ...(answers && {
      answers: answers.map(({ body: answer, ...rest }) => ({
        ...rest,
        ...(answer && writeJsonBody(answer)),
      })),
    }),
  };
  return `${toPrintableJson(saved, 2)}\n`;
}
