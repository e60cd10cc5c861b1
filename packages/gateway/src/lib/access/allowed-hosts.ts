import { isIP } from 'node:net';
import type { GatewaySettings } from '../settings.ts';

/** Which names the dashboard and the API are reached by. */
export interface AllowedHosts {
  /** Whether a request to this `Host` is answered. */
  has(host: string | undefined): boolean;
  /** The origin that pages of this `Host` have. */
  originOf(host: string): string;
}

/**
 * Makes the list.
 *
 * A page of a stranger can have a name of its own point at 127.0.0.1 (DNS rebinding), and then it is the gateway's own
 * origin in a browser. So a name counts where it was configured; `localhost` and plain addresses cannot be pointed
 * anywhere else, whatever port a tunnel or a container has put before ours.
 */
export function allowedHosts({ dashboardUrl }: Pick<GatewaySettings, 'dashboardUrl'>): AllowedHosts {
  const configured = dashboardUrl === undefined ? undefined : new URL(dashboardUrl);
  return {
    has(host) {
      if (host === undefined) return false;
      if (host.toLowerCase() === configured?.host) return true;
      const match = /^(?:\[([0-9a-f:.]+)\]|([a-z0-9.-]+))(?::\d{1,5})?$/i.exec(host);
      const [, address, name = ''] = match ?? [];
      if (address !== undefined) return isIP(address) === 6;
      return name.toLowerCase() === 'localhost' || isIP(name) === 4;
    },
    originOf: (host) =>
      host.toLowerCase() === configured?.host ? configured.origin : `http://${host.toLowerCase()}`,
  };
}
