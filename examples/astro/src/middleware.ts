import type { MiddlewareHandler } from 'astro';

const forms = ['application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain', ''];

/** What Astro's own check refuses, in every route that is no webhook. */
export const onRequest: MiddlewareHandler = ({ request, url, routePattern, isPrerendered }, next) => {
  if (isPrerendered || routePattern.startsWith('/webhooks/')) return next();
  const [type = ''] = (request.headers.get('content-type') ?? '').split(';', 1);
  const isForm =
    request.method !== 'GET' && request.method !== 'HEAD' && forms.includes(type.trim().toLowerCase());
  const isForeign = isForm && request.headers.get('origin') !== url.origin;
  return isForeign ? new Response('Forms of other sites are refused.', { status: 403 }) : next();
};
