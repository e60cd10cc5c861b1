import { CliError } from '../../cli-error.ts';
import { exitCode, type ExitCode } from '../../exit-code.ts';
import type { Io } from '../../io.ts';
import { secretOf } from '../../listen/secret-of.ts';
import { toTarget } from '../../listen/to-target.ts';
import { writeJson, writeLines } from '../../output.ts';
import { toPrintable } from '../../printable.ts';
import { startProgress } from '../../progress.ts';
import { addProviderOptions, toProvider, type ProviderFlags } from '../../provider-options.ts';
import type { DefineVerb } from '../../verb.ts';
import type { Capture } from '../capture.ts';
import {
  addChoiceOptions,
  addStoreOptions,
  chooseCaptures,
  requireCapture,
  withCaptures,
  type ChoiceFlags,
} from '../open-verb.ts';
import { lastOfApplication, replayCapture, type Replayed, type ReplayOptions } from '../replay.ts';

interface Flags extends ChoiceFlags, ProviderFlags {
  readonly to?: string;
  readonly resign?: boolean;
  readonly provider?: string;
  readonly allowRemote?: boolean;
}

const note = `
Exit code 0: all were taken (2xx); 1: one was not; 3: nobody answers.
A signature ages: what is older than the provider's tolerance is refused, unless it is signed again.

Examples:
  hooklatch captures replay last
  hooklatch captures replay --filter 'type=invoice.*' --to http://localhost:3000/webhooks/stripe
  hooklatch captures replay last --resign --provider stripe --secret env:STRIPE_WEBHOOK_SECRET`;

/** `hooklatch captures replay` */
export const defineReplay: DefineVerb = (command, io, run) => {
  const replay = command.command('replay').description('send captures once more, exactly or signed again');
  addProviderOptions(addChoiceOptions(addStoreOptions(replay.argument('[ids...]', 'which ones'))))
    .option('--to <url>', 'the application: a URL, or a port (where it went before)')
    .option('--resign', 'sign again, with --provider and --secret')
    .option('--provider <name>', 'whose signature it gets (who it was verified as)')
    .option('--allow-remote', 'send to other machines than this one and those of private networks')
    .addHelpText('after', note)
    .action((ids: readonly string[], flags: Flags) => run(() => replayAll(ids, flags, io)));
};

function replayAll(ids: readonly string[], flags: Flags, io: Io): Promise<ExitCode> {
  return withCaptures(flags, io, async (store) => {
    const chosen = await chooseCaptures(store, ids, flags);
    const progress = startProgress(io, `Sending ${chosen.length} captures`);
    const told: object[] = [];
    let code: ExitCode = exitCode.ok;
    try {
      for (const [at, id] of chosen.entries()) {
        progress.update(`${at} of ${chosen.length} are sent`);
        const capture = requireCapture(store, id);
        const replayed = await replayCapture(store, capture, await toOptions(capture, flags, io));
        const { status } = replayed.answer;
        if (status === undefined) code = exitCode.failed;
        else if ((status < 200 || status > 299) && code === exitCode.ok) code = exitCode.no;
        if (!flags.json) writeLines(io, [toLine(capture, replayed, io)]);
        told.push(toJson(capture, replayed));
        if (io.signal.aborted) return exitCode.interrupted;
      }
    } finally {
      progress.end();
    }
    if (flags.json) writeJson(io, told);
    return code;
  });
}

async function toOptions(capture: Capture, flags: Flags, io: Io): Promise<ReplayOptions> {
  const { resign: isResigned = false, allowRemote = false } = flags;
  const to = flags.to ?? lastOfApplication(capture)?.to;
  if (to === undefined) {
    throw new CliError('no_target', `${capture.id} was never forwarded: --to names an application.`);
  }
  const options = {
    to: await toTarget(to, allowRemote),
    allowRemote,
    isResigned,
    signal: io.signal,
    now: io.now,
  };
  if (!isResigned) return options;
  const name = flags.provider ?? capture.verdict.provider;
  if (name === undefined) throw new CliError('provider_missing', 'Signing again needs --provider.');
  const provider = await toProvider(name, flags, io);
  const secret = secretOf(provider, io.env);
  return { ...options, provider, ...(secret !== undefined && { secret }) };
}

function toLine(capture: Capture, { answer, before }: Replayed, { style }: Io): string {
  const line = (text: string): string => toPrintable(text, { isLine: true });
  const name = (one: Replayed['answer']): string => String(one.status ?? one.error ?? 'no answer');
  const was = before && name(before) !== name(answer) ? style('yellow', ` (was ${line(name(before))})`) : '';
  const type = capture.verdict.eventType ?? `${capture.method} ${capture.target}`;
  const signed = answer.isResigned ? style('yellow', ' re-signed') : '';
  const isGood = (answer.status ?? 500) < 300;
  const status = style(isGood ? 'green' : 'red', line(name(answer)));
  return `${capture.id} ${line(type)} → ${line(answer.to)}: ${status}${was} ${Math.round(answer.milliseconds)} ms${signed}`;
}

function toJson({ id }: Capture, { answer, before }: Replayed): object {
  const { attempt, to, status, error, milliseconds, isResigned = false } = answer;
  const isChanged = before !== undefined && (before.status !== status || before.error !== error);
  return {
    id,
    attempt,
    to,
    status,
    error,
    milliseconds,
    isResigned,
    before: before?.status ?? before?.error,
    isChanged,
  };
}
