import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import type { GatewaySettings } from '../settings.ts';

const ports: readonly (keyof GatewaySettings)[] = ['port', 'ingestPort'];
const urls: readonly ('dashboardUrl' | 'publicUrl')[] = ['dashboardUrl', 'publicUrl'];
const ranges: readonly ('trustedProxies' | 'allowedAddresses')[] = ['trustedProxies', 'allowedAddresses'];
const amounts: readonly (keyof GatewaySettings)[] = [
  'retentionMs',
  'maxBodyBytes',
  'maxBufferedBytes',
  'bodyTimeoutMs',
  'rejectionsPerMinute',
  'graceMs',
];

/** @throws TypeError where a gateway cannot run so; it says which setting it is */
export function checkSettings(settings: GatewaySettings): void {
  for (const name of ports) {
    const port = settings[name];
    if (!Number.isInteger(port) || Number(port) < 0 || Number(port) > 65_535) {
      throw new TypeError(`${name} must be a port, from 0 to 65535.`);
    }
  }
  for (const name of amounts) {
    if (!Number.isInteger(settings[name]) || Number(settings[name]) < 0) {
      throw new TypeError(`${name} must be a whole number, 0 or more.`);
    }
  }
  for (const name of urls) {
    const url = settings[name];
    if (url !== undefined) checkUrl(name, url);
  }
  for (const name of ranges) for (const range of settings[name]) checkRange(name, range);
}

function checkUrl(name: string, text: string): void {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isWeb = url?.protocol === 'https:' || url?.protocol === 'http:';
  if (!isWeb || url.search !== '' || url.hash !== '' || url.username !== '') {
    throw new TypeError(`${name} must be a URL such as https://gateway.example.com.`);
  }
  if (name === 'dashboardUrl' && url.pathname !== '/') {
    throw new TypeError('dashboardUrl must have no path: the dashboard needs a host of its own.');
  }
}

function checkRange(name: string, text: string): void {
  const isRange = isIP(text) !== 0 || ipaddr.isValidCIDR(text);
  if (!isRange) throw new TypeError(`${name} must hold addresses or CIDR ranges such as 10.0.0.0/8.`);
}
