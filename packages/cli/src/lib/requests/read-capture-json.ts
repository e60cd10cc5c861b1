import type { Answer, HeaderPairs, Verdict } from '../captures/capture.ts';
import { badRequest } from './bad-request.ts';
import { readJsonBody } from './capture-body.ts';
import { isToken } from './header-value.ts';
import type { SavedRequest } from './write-capture-json.ts';

/**
 * Reads a file of ours.
 *
 * @param text - JSON, as `writeCaptureJson` writes it
 * @returns the request, with what else stands in it
 * @throws CliError where it is none
 */
export function readCaptureJson(text: string): SavedRequest {
  return readSaved(parse(text));
}

/** The same of JSON that is parsed. @throws CliError */
export function readSaved(value: unknown): SavedRequest {
  const { hooklatch, id, receivedAt, method, target, headers, verdict, answers, ...content } = Object(
    value,
  ) as Readonly<Record<string, unknown>>;
  if (hooklatch !== 'request/1') {
    throw badRequest(
      'This JSON is neither a HAR file nor a capture of ours.',
      'A capture has "hooklatch": "request/1".',
    );
  }
  if (typeof method !== 'string' || !isToken(method)) throw wrong('method');
  if (typeof target !== 'string' || !/^[^\s]+$/.test(target)) throw wrong('target');
  if (!isPairs(headers)) throw wrong('headers');
  const body = readJsonBody(content);
  if (!body) throw wrong('body');
  return {
    method,
    target,
    headers,
    body,
    ...(typeof id === 'string' && { id }),
    ...(typeof receivedAt === 'number' && { receivedAt }),
    ...(isRecord(verdict) && { verdict: verdict as unknown as Verdict }),
    ...(Array.isArray(answers) && { answers: answers.filter(isRecord).map(toAnswer) }),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw badRequest('The JSON is not whole.', 'Copy the file whole.');
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isPairs(value: unknown): value is HeaderPairs {
  if (!Array.isArray(value)) return false;
  return value.every((pair) => {
    if (!Array.isArray(pair) || pair.length !== 2) return false;
    const [name, text] = pair as readonly unknown[];
    return (
      typeof name === 'string' &&
      isToken(name) &&
      typeof text === 'string' &&
      !/[^\t\u0020-\u00FF]/.test(text)
    );
  });
}

function toAnswer({ body, bodyBase64, ...rest }: Record<string, unknown>): Answer {
  const bytes =
    body === undefined && bodyBase64 === undefined ? undefined : readJsonBody({ body, bodyBase64 });
  return { ...(rest as unknown as Answer), ...(bytes && { body: bytes }) };
}

function wrong(field: string): Error {
  return badRequest(`The "${field}" of the capture is not what it should be.`);
}
