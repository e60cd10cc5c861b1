import type { GatewaySettings } from '../settings.ts';

/** What an operator should know of how the door is reached, as sentences. */
export function doorWarnings({
  publicUrl,
  ingestHost,
}: Pick<GatewaySettings, 'publicUrl' | 'ingestHost'>): string[] {
  if (publicUrl?.startsWith('https:')) return [];
  if (publicUrl !== undefined) {
    return [
      `${publicUrl} is not HTTPS: anybody on the way reads what providers send, and most of them refuse it.`,
    ];
  }
  const isLocal = /^(127\.|localhost$|::1$)/.test(ingestHost);
  return isLocal
    ? []
    : [
        'Providers reach the gateway over plain HTTP: put a proxy with TLS in front, and give its URL as publicUrl.',
      ];
}
