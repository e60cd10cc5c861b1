import { Option } from 'commander';
import { CliError } from '../cli-error.ts';
import { findEnvSecret, variablesText } from '../env-secret.ts';
import { exitCode, type ExitCode } from '../exit-code.ts';
import type { Explanation, Step } from '../explain-delivery.ts';
import type { Io } from '../io.ts';
import { toColumns, writeJson, writeLines } from '../output.ts';
import { addProviderOptions, toProvider, type ProviderFlags } from '../provider-options.ts';
import { readInput } from '../read-input.ts';
import { readCount, readTime } from '../read-time.ts';
import type { RequestFormat } from '../requests/read-request.ts';
import type { DefineVerb } from '../verb.ts';

interface Flags extends ProviderFlags {
  readonly file?: string;
  readonly format?: RequestFormat;
  readonly entry?: number;
  readonly at?: number;
  readonly ignoreTime?: boolean;
  readonly json?: boolean;
}

const examples = `
The request is raw HTTP, a curl command as browsers and documentation copy it, a HAR file, or a capture of ours.
Exit code 0: genuine; 1: refused, with the cause and what to change.

Examples:
  hooklatch verify clerk --secret env:CLERK_WEBHOOK_SIGNING_SECRET < request.http
  pbpaste | hooklatch verify stripe --secret file:secret.txt --ignore-time
  hooklatch verify shopify --file session.har --entry 3 --json
  hooklatch verify twilio --public-url https://example.com/webhooks/twilio --at 2026-11-22T13:00:00Z < request.http`;

export const define: DefineVerb = (command, io, run) => {
  addProviderOptions(command.argument('<provider>', 'who has sent it'))
    .option('--file <path>', 'the request (standard input)')
    .addOption(
      new Option('--format <format>', 'what it is (found out)').choices(['http', 'curl', 'har', 'capture']),
    )
    .option('--entry <n>', 'which entry of a HAR file', readCount('entry', 1e6))
    .addOption(
      new Option('--at <time>', 'the time to verify at (now; of a capture, when it came)').argParser(
        readTime,
      ),
    )
    .addOption(new Option('--ignore-time', 'let it be of any age').conflicts('at'))
    .option('--json', 'print one JSON document')
    .addHelpText('after', examples)
    .action((name: string, flags: Flags) => run(() => verify(name, flags, io)));
};

async function verify(name: string, flags: Flags, io: Io): Promise<ExitCode> {
  const provider = await toProvider(name, flags, io);
  if (
    provider.secret() === undefined &&
    provider.definition.key !== 'fetched' &&
    !findEnvSecret(provider, io.env)
  ) {
    const option = provider.definition.key ? '--public-key' : '--secret';
    throw new CliError('secret_missing', `There is no secret of ${provider.name} to verify with.`, {
      hint: `Give ${option} (itself, env:NAME or file:PATH), or set ${variablesText(provider)}.`,
    });
  }
  const [{ readRequest }, { explainDelivery }] = await Promise.all([
    import('../requests/read-request.ts'),
    import('../explain-delivery.ts'),
  ]);
  const { format, entry, at, ignoreTime: isTimeIgnored = false } = flags;
  const request = readRequest(await readInput(flags.file, io), {
    ...(format !== undefined && { format }),
    ...(entry !== undefined && { entry }),
  });
  const now = at ?? request.receivedAt ?? io.now();
  const explanation = await explainDelivery(provider, request, { now, isTimeIgnored });
  if (flags.json) writeJson(io, toJson(explanation));
  else writeLines(io, toText(explanation, io));
  return explanation.verdict.outcome === 'refused' ? exitCode.no : exitCode.ok;
}

function toJson({ verdict, steps, remedies, event }: Explanation): object {
  const told = event && { id: event.id, type: event.type, timestamp: event.timestamp, trust: event.trust };
  return { ...verdict, steps, remedies, ...(told && { event: told }) };
}

const signs: Readonly<Record<Step['state'], string>> = { ok: '✓', failed: '✗', skipped: '-' };
const colors = { ok: 'green', failed: 'red', skipped: 'dim' } as const;

function toText({ verdict, steps, remedies }: Explanation, { style }: Io): readonly string[] {
  const { outcome, provider = '', code = '' } = verdict;
  const heads = {
    verified: style('green', `genuine: sent by ${provider}`),
    refused: style('red', `refused: ${code}`),
    unchecked: `not signed: ${verdict.hint ?? ''}`,
  };
  const lines = toColumns(steps.map(({ name, state, text }) => [signs[state], name, text]));
  const changes = remedies.map((text, at) => `  ${at + 1}. ${text}`);
  return [
    heads[outcome],
    ...lines.map((line, at) => style(colors[steps[at]?.state ?? 'ok'], line)),
    ...(changes.length > 0 ? ['', 'What to change, the likeliest first:', ...changes] : []),
  ];
}
