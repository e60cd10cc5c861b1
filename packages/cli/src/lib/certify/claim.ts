import { deliveryHeaders } from '@hooklatch/core';
import {
  claimOf,
  schemeOf,
  type Claim,
  type HmacScheme,
  type Scheme,
  type SignatureHeader,
} from '@hooklatch/core/provider';
import type { Probe } from './probe.ts';
import type { Stage } from './stage.ts';

/** The scheme that a genuine delivery follows. */
export function followedScheme({ provider }: Stage, { headers }: Probe): Scheme | undefined {
  return schemeOf(provider.definition, { headers: deliveryHeaders(headers) });
}

/** What a genuine delivery claims in its headers; undefined where that stands elsewhere. */
export function claimOfProbe(stage: Stage, probe: Probe): Claim | undefined {
  const { method, url, headers } = probe;
  const scheme = followedScheme(stage, probe);
  return scheme && claimOf(scheme, { method, url, headers: deliveryHeaders(headers) });
}

/** The grammar of the signature's header, where the scheme keeps it as data. */
export function signatureHeader(scheme: Scheme | undefined): SignatureHeader | undefined {
  return scheme && 'options' in scheme ? (scheme as HmacScheme).options.signature : undefined;
}
