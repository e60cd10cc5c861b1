import { deliveryHeaders } from '@hooklatch/core';
import { fieldAt, parseJson, writeDelivery, type Provider, type Source } from '@hooklatch/core/provider';
import type { CapturedRequest, HeaderPairs, Verdict } from '../captures/capture.ts';
import { CliError } from '../cli-error.ts';
import { forwardedTarget } from './forwarded-head.ts';

/** Whose signature a request gets. */
export interface ResignOptions {
  readonly provider: Provider;
  /** That the application knows; a private key where the provider signs with one. */
  readonly secret: string;
  /** Where it will be sent to, for providers that sign the URL and have no public one. */
  readonly to: string;
  /** Unix milliseconds. */
  readonly now: number;
  /** What is known of the event. */
  readonly verdict?: Verdict;
}

/**
 * Signs a request anew: the same event with the same bytes, at another time or with another secret.
 *
 * @param request - as it came
 * @returns the same, with the signature's headers in their old place
 * @throws CliError where the provider's signature cannot be made with this secret
 */
export async function resign(request: CapturedRequest, options: ResignOptions): Promise<CapturedRequest> {
  const { provider, secret, to, now, verdict } = options;
  const { definition, publicUrl } = provider;
  const url = publicUrl ?? new URL(forwardedTarget(request.target, new URL(to)), to).href;
  const payload = parseJson(request.body);
  const headers = deliveryHeaders(request.headers);
  const head = { method: request.method, url, headers };
  const claimed = (): string | undefined =>
    first(definition.schemes, (scheme) => scheme.read(head).id) ?? valueAt(definition.id, payload, headers);
  const id = verdict?.eventId ?? claimed() ?? `msg_${crypto.randomUUID().replaceAll('-', '')}`;
  const type = verdict?.eventType ?? valueAt(definition.type, payload, headers) ?? 'example.event';
  const draft = { secret, type, id, time: now, url, method: request.method, body: request.body };
  const signed = await writeDelivery(provider, draft).catch((error: unknown) => {
    throw new CliError('cannot_resign', `It cannot be signed again: ${(error as Error).message}`, {
      hint: 'The secret to sign with is that of the application: --secret, or --local-secret for listen.',
    });
  });
  const proofs = new Set(definition.schemes.flatMap((scheme) => scheme.headers));
  const { pathname, search } = new URL(signed.url);
  return {
    method: signed.method,
    target: signed.url === url ? request.target : `${pathname}${search}`,
    headers: replaceProof(request.headers, signed.headers.entries(), proofs),
    body: signed.body,
  };
}

/** The new proof stands where the old one did; what is no proof stays as it came. */
function replaceProof(before: HeaderPairs, signed: HeaderPairs, proofs: ReadonlySet<string>): HeaderPairs {
  const isProof = ([name]: readonly [string, string]): boolean => proofs.has(name.toLowerCase());
  const known = new Set(before.map(([name]) => name.toLowerCase()));
  const fresh = signed.filter((pair) => isProof(pair) || !known.has(pair[0].toLowerCase()));
  const at = before.findIndex(isProof);
  const place = at < 0 ? before.length : at;
  const kept = (pairs: HeaderPairs): HeaderPairs => pairs.filter((pair) => !isProof(pair));
  return [...kept(before.slice(0, place)), ...fresh, ...kept(before.slice(place))];
}

function valueAt(
  sources: Source | readonly Source[] | undefined,
  payload: unknown,
  headers: ReturnType<typeof deliveryHeaders>,
): string | undefined {
  return first([sources ?? []].flat(), (source) => {
    if (typeof source === 'function') return source(payload);
    if ('header' in source) return headers.get(source.header);
    return 'field' in source ? fieldAt(payload, source.field) : undefined;
  });
}

/** What the first of several finds that finds something; one that fails finds nothing. */
function first<Item>(items: readonly Item[], find: (item: Item) => string | undefined): string | undefined {
  for (const item of items) {
    try {
      const found = find(item);
      if (found !== undefined) return found;
    } catch {
      // Its headers are not there, or malformed.
    }
  }
  return undefined;
}
