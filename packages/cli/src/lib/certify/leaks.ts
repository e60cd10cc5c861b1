import { claimOfProbe, followedScheme, signatureHeader } from './claim.ts';
import type { Exchange } from './probe.ts';
import { sentHeader } from './probe.ts';
import type { Stage } from './stage.ts';

/** Something in an answer that nobody outside may know. */
export interface Leak {
  readonly what: string;
  readonly change: string;
  readonly exchange: Exchange;
}

const stackTrace =
  /^\s*at .+\(?(?:file:|node:|[A-Za-z]:\\|\/).+:\d+:\d+\)?|^\s*at \S+ \(.+:\d+:\d+\)|Traceback \(most recent call last\)|File "[^"]+", line \d+|\.(?:java|kt|scala):\d+\)|\.go:\d+|\.rb:\d+:in |\.php(?:\(\d+\)| on line \d+)| in \S+\.cs:line \d+/m;

/** Each part of a secret that gives it away: whole, without its prefix, and each half of a pair. */
function partsOf(secrets: readonly string[]): readonly string[] {
  const parts = secrets.flatMap((secret) => [secret, ...secret.split(/[\s:,]/), secret.replace(/^.*?_/, '')]);
  return [...new Set(parts)].filter((part) => part.length >= 8);
}

/** The signature that would have been right for what was sent: whoever is told it can forge. */
async function expectedSignature(stage: Stage, { probe }: Exchange): Promise<string | undefined> {
  const scheme = followedScheme(stage, probe);
  const header = signatureHeader(scheme)?.header;
  const claim = claimOfProbe(stage, probe);
  if (!header || !claim) return undefined;
  const { id, time } = claim;
  const right = await stage
    .genuine({ body: probe.body, ...(id !== undefined && { id }), ...(time !== undefined && { time }) })
    .catch(() => undefined);
  const value = right && sentHeader(right, header);
  const text = [...(value ?? '').matchAll(/[A-Za-z0-9+/_-]{20,}/g)].at(-1)?.[0];
  return text === undefined || sentHeader(probe, header)?.includes(text) ? undefined : text;
}

/**
 * What the answers so far have given away.
 *
 * @param stage - after the other checks
 * @returns the first leak, or undefined
 */
export async function findLeak(stage: Stage): Promise<Leak | undefined> {
  const secrets = partsOf(stage.options.secrets);
  for (const exchange of stage.exchanges) {
    const told = `${exchange.body}\n${Object.values(exchange.headers).flat().join('\n')}`;
    if (secrets.some((part) => told.includes(part))) {
      return {
        what: 'the secret',
        change: 'Replace the secret now, and answer refusals without any detail.',
        exchange,
      };
    }
    if (stackTrace.test(exchange.body)) {
      return {
        what: 'a stack trace',
        change: 'Catch errors, log them, and answer a status alone.',
        exchange,
      };
    }
    if (exchange.body.length < 8) continue;
    const expected = await expectedSignature(stage, exchange);
    if (expected !== undefined && told.includes(expected)) {
      const change = 'Say nothing of the expected signature: with it anybody can sign a body of their own.';
      return { what: 'the signature that it expects', change, exchange };
    }
  }
  return undefined;
}
