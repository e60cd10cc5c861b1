import { deliveryHeaders } from '@hooklatch/core';
import type { Incoming } from '@hooklatch/core/node';
import type { LambdaEvent, LambdaEventV1, LambdaEventV2 } from './lambda-event.ts';

type Head = Omit<Incoming, 'read'>;
type Pair = readonly [name: string, value: string];

/**
 * An event as a delivery whose body was not decoded yet.
 *
 * @throws TypeError where it is no HTTP request
 */
export function toHead(event: LambdaEvent): Head {
  if ('rawPath' in event) return toHeadV2(event);
  if ('httpMethod' in event) return toHeadV1(event);
  throw new TypeError(
    'This event is no HTTP request: invoke the function by API Gateway, a function URL or an ALB.',
  );
}

/** The exact bytes, as far as the platform has kept them. */
export function toBytes({ body, isBase64Encoded }: LambdaEvent): Uint8Array {
  return Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8');
}

function toHeadV2(event: LambdaEventV2): Head {
  const { rawPath, rawQueryString, headers, cookies = [], requestContext } = event;
  const { domainName, http } = requestContext;
  const pairs = toPairs(headers);
  if (cookies.length > 0) pairs.push(['cookie', cookies.join('; ')]);
  return {
    method: http.method,
    url: joinUrl('https', domainName, rawPath, rawQueryString),
    headers: deliveryHeaders(pairs),
    secure: true,
    remoteAddress: http.sourceIp,
  };
}

function toHeadV1(event: LambdaEventV1): Head {
  const { httpMethod, path, requestContext } = event;
  const pairs = toPairs(event.multiValueHeaders ?? event.headers ?? {});
  const query = toPairs(event.multiValueQueryStringParameters ?? event.queryStringParameters ?? {});
  const valuesOf = (wanted: string): string =>
    pairs.flatMap(([name, value]) => (name.toLowerCase() === wanted ? [value] : [])).join(',');
  const head = { method: httpMethod, headers: deliveryHeaders(pairs) };
  if (requestContext.elb !== undefined) {
    // The load balancer itself says how it was reached. It decodes nothing of a query.
    const protocol = valuesOf('x-forwarded-proto') === 'https' ? 'https' : 'http';
    const search = query.map((pair) => pair.join('=')).join('&');
    const url = joinUrl(protocol, valuesOf('host'), path, search);
    return { ...head, url, secure: protocol === 'https' };
  }
  const { domainName = valuesOf('host'), path: wholePath = path, identity } = requestContext;
  const search = query.map((pair) => pair.map(encodeURIComponent).join('=')).join('&');
  const url = joinUrl('https', domainName, wholePath, search);
  return { ...head, url, secure: true, remoteAddress: identity?.sourceIp ?? undefined };
}

function joinUrl(protocol: string, host: string | undefined, path: string, query: string): string {
  const origin = host ? `${protocol}://${host}` : '';
  return `${origin}${path}${query && `?${query}`}`;
}

/** Pairs, whatever the names are: a record with a name such as `0` could be taken for a list. */
function toPairs(fields: Readonly<Record<string, string | readonly string[] | undefined>>): Pair[] {
  return Object.entries(fields).flatMap(([name, value]) =>
    [value ?? []].flat().map((one) => [name, one] as const),
  );
}
