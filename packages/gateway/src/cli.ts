import { Command, CommanderError } from 'commander';
import type { ExitCode, Io } from './lib/start/io.ts';
import { startFlags } from './lib/start/start-options.ts';
import { version } from './lib/package-folder.ts';

export type { ExitCode, Io } from './lib/start/io.ts';

type Given = Readonly<Record<string, unknown>>;

/**
 * Runs `hooklatch gateway`: starts a gateway, writes a copy of its database or puts one back, gives
 * a user a new password, or applies a configuration.
 *
 * @param args - behind `gateway`; nothing is `start`
 * @param io - the world
 * @returns the exit code: 0 done, 2 it cannot be understood, 3 something outside did not work
 * @example
 * ```ts
 * import { runGateway } from '@hooklatch/gateway/cli';
 *
 * const stop = new AbortController();
 * process.once('SIGTERM', () => stop.abort());
 * process.exitCode = await runGateway(['start', '--port', '8080'], {
 *   stdout: process.stdout,
 *   stderr: process.stderr,
 *   env: process.env,
 *   cwd: process.cwd(),
 *   signal: stop.signal,
 *   style: (_style, text) => text,
 * });
 * ```
 */
export async function runGateway(args: readonly string[], io: Io): Promise<ExitCode> {
  let code: ExitCode = 0;
  const run = async (work: () => Promise<ExitCode>): Promise<void> => {
    code = await work();
  };
  try {
    await createProgram(io, run).parseAsync([...args], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    const { message } = error as Error;
    io.stderr.write(`hooklatch gateway: ${message.replace(/^error: /, '')}\n`);
    const isMistake = error instanceof CommanderError || error instanceof TypeError;
    return isMistake ? 2 : 3;
  }
}

const dataFlag: readonly [string, string] = [
  '--data <directory>',
  'where everything is kept (HOOKLATCH_GATEWAY_DATA, else .hooklatch); not with DATABASE_URL',
];

function createProgram(io: Io, run: (work: () => Promise<ExitCode>) => Promise<void>): Command {
  const program = new Command('hooklatch gateway')
    .description('Receives webhooks, keeps them, and hands them on: a server of your own, with a dashboard.')
    .version(version, '-V, --version', 'print the version')
    .configureOutput({ writeOut: (text) => void io.stdout.write(text), writeErr: () => {} })
    .exitOverride();
  const start = program
    .command('start', { isDefault: true })
    .description('Starts it; Ctrl-C stops it when what is at work is finished')
    .option(...dataFlag)
    .option('--log-level <level>', 'trace, debug, info, warn, error or silent (info)')
    .addHelpText(
      'after',
      '\nDATABASE_URL=postgres://… keeps everything in PostgreSQL; it needs HOOKLATCH_GATEWAY_KEY.',
    )
    .action((given: Given) =>
      run(async () => {
        const { runStart } = await import('./lib/start/run-start.ts');
        return runStart(given, io);
      }),
    );
  for (const { flag, says, variable } of startFlags) start.option(flag, `${says}; ${variable}`);
  program
    .command('backup <file>')
    .description('Writes a copy of the database, also while the gateway is at work')
    .option(...dataFlag)
    .action((file: string, given: Given) =>
      run(async () => {
        const { runBackup } = await import('./lib/start/run-backup.ts');
        return runBackup(file, given, io);
      }),
    );
  program
    .command('restore <file>')
    .description('Puts a copy in the place of the database; the gateway is stopped before')
    .option(...dataFlag)
    .action((file: string, given: Given) =>
      run(async () => {
        const { runRestore } = await import('./lib/start/run-backup.ts');
        return runRestore(file, given, io);
      }),
    );
  program
    .command('password <email>')
    .description('Gives a user a new password and prints it, also while the gateway is at work')
    .option(...dataFlag)
    .action((email: string, given: Given) =>
      run(async () => {
        const { runPassword } = await import('./lib/start/run-password.ts');
        return runPassword(email, given, io);
      }),
    );
  program
    .command('apply <file>')
    .description('Makes a gateway at work have what a file says, whole or not at all')
    .option('--url <url>', 'of its dashboard (HOOKLATCH_GATEWAY_URL, else http://127.0.0.1:4400)')
    .option('--dry-run', 'say what would be done, and do nothing')
    .addHelpText('after', '\nHOOKLATCH_GATEWAY_TOKEN is a token of the API with the scope write.')
    .action((file: string, given: Given) =>
      run(async () => {
        const { runApply } = await import('./lib/config/run-apply.ts');
        return runApply(file, given, io);
      }),
    );
  return program;
}
