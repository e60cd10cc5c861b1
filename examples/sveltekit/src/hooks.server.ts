import { error } from '@sveltejs/kit';
import type { Handle } from '@sveltejs/kit/hooks';

const forms = ['application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain', ''];

/** What SvelteKit's own check refuses, in every route that is no webhook. */
export const handle: Handle = ({ event, resolve }) => {
  const { request, url, route } = event;
  const [type = ''] = (request.headers.get('content-type') ?? '').split(';', 1);
  const isForm =
    request.method !== 'GET' && request.method !== 'HEAD' && forms.includes(type.trim().toLowerCase());
  if (isForm && !route.id?.startsWith('/webhooks/') && request.headers.get('origin') !== url.origin) {
    error(403, 'Forms of other sites are refused.');
  }
  return resolve(event);
};
