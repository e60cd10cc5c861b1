import { jsonText, signBody } from './bodies.ts';
import { codeIn, headerOfDate, quote, type Explanation } from './explain-answer.ts';
import { isAccepted, told } from './judge.ts';
import type { Exchange } from './probe.ts';
import type { Stage } from './stage.ts';

const codes: Readonly<Record<string, Explanation>> = {
  body_consumed: {
    text: 'A parser has read the body before the webhook.',
    change: 'Mount the webhook before the body parser; the hint in the log of the server names the line.',
  },
  secret_missing: {
    text: 'The endpoint has no secret.',
    change: 'Set the variable that the log of the server names, and start it again.',
  },
  secret_invalid: {
    text: "The endpoint's secret cannot be used.",
    change: 'The log of the server says what is wrong with it.',
  },
  no_handler: { text: 'The endpoint has no handler.', change: 'Give the webhook `on`, an inbox or a route.' },
  handler_failed: {
    text: 'The signature is right, and the handler has failed.',
    change: 'Mend the handler, or give certify a payload that it can handle: --type and --file.',
  },
};

/** How other languages write JSON that they have parsed. */
const serialisers: Readonly<Record<string, (text: string) => string>> = {
  "Python's json.dumps": (text) => toPython(JSON.parse(text)),
  "PHP's json_encode": (text) => JSON.stringify(JSON.parse(text)).replaceAll('/', '\\/'),
};

function toPython(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(toPython).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    return `{${Object.entries(value)
      .map(([name, inner]) => `${toPython(name)}: ${toPython(inner)}`)
      .join(', ')}}`;
  }
  const escape = (letter: string): string => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return JSON.stringify(value).replace(/[\u007F-\uFFFF]/g, escape);
}

/**
 * Why a genuine delivery is refused, where the answer itself does not say it.
 *
 * @param stage - what more can be tried with
 * @param exchange - the refusal
 */
export async function diagnoseRefusal(stage: Stage, exchange: Exchange): Promise<Explanation> {
  const { status = 0 } = exchange;
  const { name, facts, publicUrl } = stage.provider;
  const known = codes[codeIn(exchange) ?? ''];
  if (known) return known;
  if (status < 300 && facts.successStatuses) {
    const change = `${name} takes only ${facts.successStatuses.join(', ')} for received: answer one of them.`;
    return { text: `The answer is ${told(exchange)}.`, change };
  }
  if (status >= 500) {
    const change =
      'See the log of the server. A secret that is not set, a body that was parsed before and a handler that wants another payload (--type, --file) are the usual causes.';
    return { text: `The endpoint fails: ${told(exchange)}.`, change };
  }
  const skew = clockSkew(exchange, stage);
  if (skew) return skew;
  const serialiser = await findSerialiser(stage, exchange);
  if (serialiser) {
    return {
      text: `Genuine deliveries are refused, and one that is written as by ${serialiser} is accepted: the body is parsed and written again before it is verified.`,
      change: 'Compute the signature over the raw bytes of the request, before any parser.',
    };
  }
  const isUrlSigned = stage.provider.definition.schemes.some(({ covers }) => covers.url);
  const url = isUrlSigned
    ? ` ${name} signs the URL too: give --public-url as the server knows it (now ${quote(publicUrl ?? stage.options.url)}).`
    : '';
  return {
    text: `A genuine delivery is refused: ${told(exchange)}.`,
    change: `Most often the secret of the server is another one, of another endpoint or environment, or with a space or a quote around it: compare it with --secret. Otherwise a parser has changed the body before it was verified.${url}`,
  };
}

function clockSkew(exchange: Exchange, { toleranceMs }: Stage): Explanation | undefined {
  const date = headerOfDate(exchange);
  const skew = date - Date.now();
  if (!(Math.abs(skew) > toleranceMs / 2)) return undefined;
  const minutes = Math.round(Math.abs(skew) / 60_000);
  return {
    text: `The clock of the server is ${minutes} minutes ${skew < 0 ? 'behind' : 'ahead'}: every delivery looks ${skew < 0 ? 'as if it came from the future' : 'stale'}.`,
    change: 'Set the clock of the server (NTP).',
  };
}

async function findSerialiser(stage: Stage, { probe }: Exchange): Promise<string | undefined> {
  const text = jsonText(probe);
  if (text === undefined) return undefined;
  for (const [name, write] of Object.entries(serialisers)) {
    const genuine = await stage.genuine();
    const made = await signBody(stage, genuine, write(jsonText(genuine) ?? text));
    if (typeof made !== 'string' && isAccepted(await stage.send(made), stage)) return name;
  }
  return undefined;
}
