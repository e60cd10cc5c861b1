import type { ExpectedReply, Vector } from './vector.ts';

/** A handshake as the files have it: a request in words or as data, and the answer. */
export interface QuestionSource {
  readonly name?: string;
  readonly secret?: string | readonly string[];
  readonly verify_token?: string;
  readonly config?: Readonly<Record<string, unknown>>;
  /** `GET /webhooks/x?crc_token=a`, `POST with X-Hook-Secret: a`, or data. */
  readonly request?: string | RequestSource;
  readonly request_body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly response?: ResponseSource;
  readonly response_body?: unknown;
  readonly response_status?: number;
  readonly response_headers?: Readonly<Record<string, string>>;
}

interface RequestSource {
  readonly method: string;
  readonly url?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

interface ResponseSource {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly content_type?: string;
  readonly body?: unknown;
}

/** What the events of the same file are verified with. */
interface Sibling {
  readonly secret?: string | readonly string[] | null;
  readonly key?: Readonly<Record<string, unknown>>;
  readonly now?: number;
}

const host = 'https://example.com';

/** Reads the handshakes of a file. */
export function readQuestions(
  sources: readonly QuestionSource[],
  provider: string,
  file: string,
  sibling: Sibling = {},
): readonly Vector[] {
  return sources.map((source, index): Vector => {
    const request = toRequest(source);
    const { url = `${host}/webhooks/${provider}`, headers = {}, body = '' } = request;
    const secret = source.secret ?? sibling.secret;
    const config = { ...source.config, ...(source.verify_token && { verifyToken: source.verify_token }) };
    return {
      name: `${file}: ${source.name ?? `handshake ${index + 1}`}`,
      provider,
      ...(secret !== undefined && { secret }),
      ...(sibling.key && source.secret === undefined && { key: sibling.key }),
      config,
      settings: {},
      method: request.method,
      url: url.startsWith('/') ? host + url : url,
      headers: Object.entries(headers),
      body_base64: Buffer.from(body).toString('base64'),
      now: sibling.now ?? 1_760_000_000,
      expect: toExpected(source),
      unsigned: request.method === 'POST' && source.secret !== undefined && Object.keys(headers).length === 0,
    };
  });
}

function toRequest({ request, request_body, headers = {} }: QuestionSource): RequestSource {
  if (typeof request === 'object') return request;
  const body = request_body ?? '';
  const [, method, url] = /^([A-Z]+) (\/\S*|https:\S*)$/.exec(request ?? '') ?? [];
  if (method !== undefined && url !== undefined) return { method, url, headers, body };
  const [, name, value] = /^POST with ([\w-]+): (\S+)$/.exec(request ?? '') ?? [];
  const asked = name !== undefined && value !== undefined ? { [name]: value } : {};
  return { method: 'POST', headers: { ...headers, ...asked }, body };
}

function toExpected(source: QuestionSource): ExpectedReply {
  const { response = {} } = source;
  const body = response.body ?? source.response_body;
  const headers = response.headers ?? source.response_headers;
  return {
    status: response.status ?? source.response_status ?? 200,
    ...(headers && { headers }),
    ...(response.content_type !== undefined && { contentType: response.content_type }),
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  };
}
