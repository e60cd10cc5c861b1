import type { AlertLinks } from '@hooklatch/alerts/rules';
import type { GatewayContext } from '../context.ts';

/** Where the dashboard is reached, without a slash at the end. */
export function dashboardBase({ settings }: Pick<GatewayContext, 'settings'>): string {
  const { dashboardUrl, host, port } = settings;
  const name = host.includes(':') ? `[${host}]` : host;
  return (dashboardUrl ?? `http://${name}:${port}`).replace(/\/+$/, '');
}

/** Where alerts lead to: screens of the dashboard, which ask who looks. */
export function toAlertLinks(context: Pick<GatewayContext, 'settings'>): AlertLinks {
  const base = dashboardBase(context);
  return {
    event: ({ id }) => `${base}/events/${encodeURIComponent(id)}`,
    events: (_, { from, until }) => `${base}/events?from=${from}&to=${until}`,
    failure: (id) => `${base}/issues?issue=${encodeURIComponent(id)}`,
  };
}
