import type { CapturedRequest, Verdict } from './capture.ts';
import type { FilterSubject } from './store.ts';

/**
 * What a filter looks at of a request.
 *
 * @param request - as it came
 * @param verdict - where the type stands, if it was verified; else the payload's own `type` is taken
 */
export function toFilterSubject(request: CapturedRequest, verdict: Verdict): FilterSubject {
  const { method, target, headers } = request;
  const at = target.indexOf('?');
  const body = readBody(request);
  const type = verdict.eventType ?? typeOf(body);
  return {
    ...(type !== undefined && { type }),
    ...(verdict.provider !== undefined && { provider: verdict.provider }),
    method,
    path: at < 0 ? target : target.slice(0, at),
    query: toRecord(new URLSearchParams(at < 0 ? '' : target.slice(at + 1))),
    headers,
    body,
  };
}

function readBody({ headers, body }: CapturedRequest): unknown {
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8');
  const [, contentType = ''] = headers.find(([name]) => name.toLowerCase() === 'content-type') ?? [];
  if (/^application\/x-www-form-urlencoded\b/i.test(contentType)) return toRecord(new URLSearchParams(text));
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function typeOf(body: unknown): string | undefined {
  if (typeof body !== 'object' || body === null || !Object.hasOwn(body, 'type')) return undefined;
  const { type } = body as { type: unknown };
  return typeof type === 'string' ? type : undefined;
}

/** Without a prototype, so that a field called `__proto__` is one. */
function toRecord(pairs: URLSearchParams): Readonly<Record<string, string | readonly string[]>> {
  const record = Object.create(null) as Record<string, string | readonly string[]>;
  for (const name of new Set(pairs.keys())) {
    const values = pairs.getAll(name);
    record[name] = values.length === 1 ? (values[0] as string) : values;
  }
  return record;
}
