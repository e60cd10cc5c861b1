import { isIP } from 'node:net';
import { doorWarnings } from '../ingest/door-warnings.ts';
import type { GatewaySettings } from '../settings.ts';

/** What an operator has to know of how the gateway was started. */
export function findWarnings(
  { host, ingestHost, dashboardUrl, publicUrl }: GatewaySettings,
  nodeVersion: string = process.versions.node,
): string[] {
  const warnings: string[] = [];
  const [major = 0, minor = 0] = nodeVersion.split('.').map(Number);
  if (major < 24 || (major === 24 && minor < 14)) {
    warnings.push(`Node.js ${nodeVersion} is older than the gateway was made for: use 24.14 or newer.`);
  }
  warnings.push(...doorWarnings({ publicUrl, ingestHost }));
  if (dashboardUrl?.startsWith('https:')) return warnings;
  if (dashboardUrl !== undefined && !isLoopbackUrl(dashboardUrl)) {
    warnings.push(
      `The dashboard is reached over plain HTTP (${dashboardUrl}): passwords can be read on their way.`,
    );
  } else if (!isLoopback(host)) {
    warnings.push(
      'The dashboard listens beyond this machine over plain HTTP: put a proxy with HTTPS before it, and set --dashboard-url.',
    );
  }
  return warnings;
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

const isLoopbackUrl = (url: string): boolean => isLoopback(new URL(url).hostname.replace(/^\[|\]$/g, ''));
