import type { Delivery } from '@hooklatch/core';
import { fixtureTypes } from '@hooklatch/testing';
import { CliError } from '../cli-error.ts';
import { exitCode, type ExitCode } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { notice } from '../output.ts';
import { toSaying, type SayingFlags } from './add-saying-options.ts';
import { compose, type Saying } from './compose.ts';
import { judgeAnswer } from './judge-answer.ts';
import { runDeliveries } from './run-deliveries.ts';
import { toSigner, type Signer } from './signer.ts';
import { tellExchanges } from './tell-exchanges.ts';
import { rotated, stale, tampered, type Variant } from './variants.ts';

/** The options of `send`, as commander gives them. */
export interface SendFlags extends SayingFlags {
  readonly to?: string;
  readonly times: number;
  readonly concurrency: number;
  /** In seconds. */
  readonly timeout: number;
  readonly tamper?: boolean;
  readonly stale?: boolean;
  readonly duplicate?: boolean;
  readonly rotate?: boolean;
  readonly json?: boolean;
}

const variants = ['tamper', 'stale', 'duplicate', 'rotate'] as const;

/**
 * Sends deliveries, shows what was answered, and says whether that is as it must be.
 *
 * @param name - the provider's
 * @param type - the event's
 * @param flags - as commander gives them
 * @param io - the world
 * @returns `no` where an answer is not as it must be
 */
export async function runSend(
  name: string,
  type: string | undefined,
  flags: SendFlags,
  io: Io,
): Promise<ExitCode> {
  const to = readUrl(flags.to ?? `http://localhost:3000/webhooks/${name}`);
  const variant: Variant = variants.find((one) => flags[one]) ?? 'genuine';
  const signer = await toSigner(name, flags, io, to);
  const saying = await toSaying(type, flags, io);
  for (const text of [...signer.notes, ...(await noteType(signer.provider.name, type, flags))])
    notice(io, text);
  const make = makerOf(variant, signer, saying, io);
  const exchanges = await runDeliveries(
    make,
    {
      to,
      signedUrl: signer.url,
      times: flags.times,
      concurrency: flags.concurrency,
      copies: variant === 'duplicate' ? 2 : 1,
      timeoutMs: 1000 * flags.timeout,
    },
    io,
  );
  const judgements = exchanges.map((one) => judgeAnswer(signer.provider, variant, one));
  tellExchanges(exchanges, judgements, { variant, isJson: flags.json ?? false }, io);
  return judgements.every(({ isAsExpected }) => isAsExpected) ? exitCode.ok : exitCode.no;
}

function makerOf(variant: Variant, signer: Signer, saying: Saying, io: Io): () => Promise<Delivery> {
  if (variant === 'tamper') return () => tampered(signer, saying, io.now());
  if (variant === 'stale') return () => stale(signer, saying, io.now());
  if (variant === 'rotate') return () => rotated(signer, saying, io.now());
  return () => compose(signer, saying, { time: io.now(), secret: signer.secrets[0] });
}

async function noteType(
  name: string,
  type: string | undefined,
  { file }: SendFlags,
): Promise<readonly string[]> {
  if (type === undefined || file !== undefined) return [];
  const known = await fixtureTypes(name);
  if (known.includes(type)) return [];
  const few = known.slice(0, 6).join(', ');
  const list = few === '' ? '' : ` There are some for ${few}${known.length > 6 ? ', ...' : ''}.`;
  return [`No realistic payload is known for ${JSON.stringify(type)}: it is almost empty.${list}`];
}

function readUrl(text: string): string {
  if (/^https?:\/\//i.test(text) && URL.canParse(text)) return new URL(text).href;
  throw new CliError('bad_option', `--to needs a URL, not ${JSON.stringify(text)}.`, {
    hint: 'http://localhost:3000/webhooks/clerk, for instance.',
  });
}
