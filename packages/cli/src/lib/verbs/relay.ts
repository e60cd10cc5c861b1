import { InvalidArgumentError } from 'commander';
import type { Relay, RelayReport } from '@hooklatch/relay/node';
import { CliError } from '../cli-error.ts';
import { exitCode, type ExitCode } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { notice, writeJson, writeLines } from '../output.ts';
import { readSecret } from '../read-secret.ts';
import type { DefineVerb } from '../verb.ts';

interface Flags {
  readonly port: number;
  readonly host: string;
  readonly file?: string;
  readonly token?: readonly string[];
  readonly mode: string;
  readonly publicUrl?: string;
  readonly deadline?: number;
  readonly json?: boolean;
}

const examples = `
A relay runs where providers reach it, and passes what they send to 'hooklatch listen' where you work. Each token has an
address of its own, which stays the same. In front of it there is your proxy that speaks TLS.
The same relay is a Cloudflare Worker: the README of @hooklatch/relay has its two files.

--mode sync   the provider has your application's answer; where there is none in time it is told 503, and sends again
--mode store  where there is none in time it is told 200, and the delivery waits for you: keep it with --file

Examples:
  hooklatch relay token new
  hooklatch relay --token env:RELAY_TOKEN --public-url https://hooks.example.com
  hooklatch relay --token file:one.txt --token file:two.txt --mode store --file relay.db
  hooklatch listen --forward 3000 --tunnel wss://hooks.example.com --token env:RELAY_TOKEN`;

/** `hooklatch relay` */
export const define: DefineVerb = (command, io, run) => {
  command
    .helpCommand(false)
    .option('--port <number>', 'the port to listen on; 0 is any that is free', toPort, 4455)
    .option(
      '--host <address>',
      'the address to listen on; other machines reach any but a loopback one',
      '127.0.0.1',
    )
    .option('--token <token>', 'a token, or its sha256:…; env: and file: too; repeatable', collect)
    .option('--mode <mode>', 'what is told where no answer comes in time: sync or store', 'sync')
    .option('--file <file>', 'keep deliveries in this file, that they survive a restart')
    .option('--public-url <url>', 'where the relay is reached from outside')
    .option('--deadline <seconds>', 'how long a provider waits for an answer (8)', toSeconds)
    .option('--json', 'one JSON value a line')
    .addHelpText('after', examples)
    .action((flags: Flags) => run(() => serve(flags, io)));
  command
    .command('token')
    .summary('make a token')
    .command('new')
    .description('Makes a token, and what a relay may be configured with in its place.')
    .option('--json', 'print one JSON document')
    // The verb's own --json stands before a subcommand, and is taken first.
    .action((flags: Flags) => run(() => createToken(Boolean(flags.json ?? command.opts()['json']), io)));
};

async function createToken(isJson: boolean, io: Io): Promise<void> {
  const relay = await import('@hooklatch/relay/node');
  const token = relay.createToken();
  const hash = await relay.hashToken(token);
  if (isJson) return writeJson(io, { token, hash });
  notice(io, `For \`hooklatch listen --tunnel\`, and for the relay; the relay does with this too: ${hash}`);
  writeLines(io, [token]);
}

async function serve(flags: Flags, io: Io): Promise<ExitCode> {
  const { signal } = io;
  const relay = await start(flags, io);
  if (flags.json) writeLines(io, [JSON.stringify({ url: relay.url, publicUrls: relay.publicUrls })]);
  else {
    writeLines(io, relay.publicUrls);
    notice(
      io,
      `Providers send to ${relay.publicUrls.length > 1 ? 'these' : 'this'}, with any path behind. You connect with:`,
    );
    notice(io, `  hooklatch listen --forward 3000 --tunnel ${relay.url} --token env:RELAY_TOKEN`);
  }
  try {
    await new Promise<void>((resolve) => {
      if (signal.aborted) resolve();
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
  } finally {
    await relay.close();
  }
  return exitCode.interrupted;
}

async function start(flags: Flags, io: Io): Promise<Relay> {
  const { port, host, file, mode, publicUrl, deadline } = flags;
  if (mode !== 'sync' && mode !== 'store') throw new CliError('bad_mode', '--mode is sync or store.');
  const given = flags.token ?? (io.env['HOOKLATCH_RELAY_TOKENS'] ?? '').split(/[\s,]+/).filter(Boolean);
  const tokens = await Promise.all(given.map((token) => readSecret(token, io)));
  if (!tokens.length)
    throw new CliError('token_missing', 'A relay needs a token.', {
      hint: 'Make one with `hooklatch relay token new`, and give it with --token env:NAME, or as HOOKLATCH_RELAY_TOKENS.',
    });
  const { createRelay } = await import('@hooklatch/relay/node');
  const { resolve } = await import('node:path');
  try {
    return await createRelay({
      tokens,
      host,
      port,
      mode,
      publicUrl,
      file: file === undefined ? undefined : resolve(io.cwd, file),
      deadlineMs: deadline === undefined ? undefined : deadline * 1000,
      onNotice: (text) => notice(io, text),
      onReport: (report) => writeReport(report, flags, io),
    });
  } catch (error) {
    const { message, code } = error as NodeJS.ErrnoException;
    if (error instanceof TypeError) throw new CliError('bad_option', message);
    const reason = code === 'EADDRINUSE' ? `The port ${port} is taken.` : message;
    throw new CliError('not_started', reason, { exitCode: exitCode.failed });
  }
}

/** Nothing of what was sent stands in it. */
function writeReport(report: RelayReport, { json }: Flags, io: Io): void {
  if (json) return writeLines(io, [JSON.stringify({ at: io.now(), ...report })]);
  const { publicId, outcome, status, bytes, milliseconds, id = '' } = report;
  const time = new Date(io.now()).toISOString();
  notice(
    io,
    `${time} ${publicId.slice(0, 8)} ${outcome} ${status}, ${bytes} B, ${milliseconds} ms ${id}`.trimEnd(),
  );
}

function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

function toPort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new InvalidArgumentError('It is a number from 0 to 65535.');
}

function toSeconds(text: string): number {
  if (/^\d{1,4}$/.test(text) && Number(text) > 0) return Number(text);
  throw new InvalidArgumentError('It is a whole number of seconds from 1.');
}
