/** Where a webhook is mounted. */
export interface FastifyWebhookOptions {
  /** The path below the prefix of the scope, as `app.post` would take it. */
  readonly url: string;
  /** A prefix of its own, as Fastify gives one to every plugin. */
  readonly prefix?: string;
}

/** @throws TypeError where there is no url */
export function checkUrl(url: unknown): void {
  if (typeof url === 'string' && url.startsWith('/')) return;
  throw new TypeError("toFastify needs a url: app.register(toFastify(webhook), { url: '/webhooks/clerk' }).");
}

/** A route's whole path, and the same with a slash: a scope's own path is served as both. */
export function toPaths(...parts: readonly string[]): readonly [path: string, withSlash: string] {
  const names = parts.flatMap((part) => part.split('/')).filter((name) => name !== '');
  const path = `/${names.join('/')}`;
  return [path, `${path}/`];
}
