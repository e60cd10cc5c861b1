import { deliveryHeaders } from '@hooklatch/core';
import type { Claim, HmacScheme, Scheme, SignatureHeader } from '@hooklatch/core/provider';
import type { Probe } from './probe.ts';
import type { Stage } from './stage.ts';

/** The scheme that a genuine delivery follows. */
export function schemeOf({ provider }: Stage, { headers }: Probe): Scheme | undefined {
  const names = new Set(headers.map(([name]) => name.toLowerCase()));
  return provider.definition.schemes.find((scheme) => scheme.headers.every((name) => names.has(name)));
}

/** What a genuine delivery claims in its headers; undefined where that stands elsewhere. */
export function claimOf(stage: Stage, probe: Probe): Claim | undefined {
  try {
    const { method, url, headers } = probe;
    return schemeOf(stage, probe)?.read({ method, url, headers: deliveryHeaders(headers) });
  } catch {
    return undefined;
  }
}

/** The grammar of the signature's header, where the scheme keeps it as data. */
export function signatureHeader(scheme: Scheme | undefined): SignatureHeader | undefined {
  return scheme && 'options' in scheme ? (scheme as HmacScheme).options.signature : undefined;
}
