import type { Handler } from 'hono';
import type { ApiEnv } from '../api/api.ts';
import { unbuiltPage } from './unbuilt-page.ts';
import type { Dashboard } from './read-dashboard.ts';

/**
 * Answers with the files of the dashboard; every address that names no file is the page, which knows its own addresses.
 *
 * @param dashboard - `undefined` where it was not built: then a page says how
 */
export function serveDashboard(dashboard: Dashboard | undefined): Handler<ApiEnv> {
  return ({ req }) => {
    const asset = dashboard?.get(req.path === '/' ? '/index.html' : req.path);
    if (asset && req.path !== '/' && req.path !== '/index.html') {
      const cache = asset.isHashed ? 'public, max-age=31536000, immutable' : 'no-cache';
      return new Response(asset.bytes, { headers: { 'content-type': asset.type, 'cache-control': cache } });
    }
    // A file that is missing is not the page: a browser would run it as a script.
    if (req.path.startsWith('/assets/')) {
      const plain = { 'content-type': 'text/plain; charset=utf-8' };
      return new Response('There is no such file.', { status: 404, headers: plain });
    }
    const headers = { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache' };
    const page = dashboard?.get('/index.html');
    return page ? new Response(page.bytes, { headers }) : new Response(unbuiltPage, { status: 503, headers });
  };
}
