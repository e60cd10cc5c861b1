import { createWebhook } from '@hooklatch/core';
import type { Provider } from '@hooklatch/core/provider';
import { CliError } from '../cli-error.ts';
import { findEnvSecret, variablesText } from '../env-secret.ts';
import { exitCode, type ExitCode } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { writeJson, writeLines } from '../output.ts';
import { addProviderOptions, findFactory, readOptions, type ProviderFlags } from '../provider-options.ts';
import { readInput } from '../read-input.ts';
import { readSecret } from '../read-secret.ts';
import { secretForm } from '../secret-form.ts';
import type { DefineVerb } from '../verb.ts';

interface Flags extends ProviderFlags {
  readonly json?: boolean;
}

const checkExamples = `
The secret comes of --secret, of the environment, or of standard input. It is never printed.
Exit code 0: it can be used; 1: it cannot, and the reason is told.

Examples:
  hooklatch secret check clerk --secret env:CLERK_WEBHOOK_SIGNING_SECRET
  op read op://dev/stripe/secret | hooklatch secret check stripe
  hooklatch secret check discord --public-key file:key.pem`;

const newExamples = `
A provider gives out its own secrets: this one is for development, where you are the sender.

Examples:
  hooklatch secret new clerk
  hooklatch secret new github --json`;

export const define: DefineVerb = (command, io, run) => {
  command.helpCommand(false);
  addProviderOptions(command.command('check').summary('say whether a secret can be used'))
    .description('Says whether a secret can be used, and why not. It is never printed.')
    .argument('<provider>', 'whose secret it is')
    .option('--json', 'print one JSON document')
    .addHelpText('after', checkExamples)
    .action((name: string, flags: Flags) => run(() => check(name, flags, io)));
  command
    .command('new')
    .summary('make a secret for development')
    .description('Makes a random secret of the form that a provider has, for development.')
    .argument('<provider>', 'whose form it has')
    .option('--json', 'print one JSON document')
    .addHelpText('after', newExamples)
    .action((name: string, flags: Flags) =>
      run(async () => (await import('../new-secret.ts')).printNewSecret(name, flags.json ?? false, io)),
    );
};

interface Found {
  readonly secrets: readonly string[];
  readonly source: string;
}

async function check(name: string, flags: Flags, io: Io): Promise<ExitCode> {
  const factory = findFactory(name);
  const given = {
    ...readOptions(flags.option ?? []),
    ...(flags.publicUrl !== undefined && { publicUrl: flags.publicUrl }),
  };
  const plain = factory(given);
  const { secrets, source } = await find(flags, plain, io);
  const field = plain.definition.key ? 'publicKey' : 'secret';
  const reason = mistakeOf(() =>
    createWebhook(factory({ ...given, [field]: secrets }), { trustProxy: () => false }),
  );
  const warnings = secrets.flatMap((secret) => warningsOf(secret, field));
  const { text } = secretForm(name, plain);
  if (flags.json) {
    const told = {
      provider: plain.name,
      isUsable: reason === undefined,
      source,
      reason,
      warnings,
      expected: text,
    };
    writeJson(io, told);
  } else if (reason === undefined) {
    writeLines(io, [
      `usable: the ${field === 'secret' ? 'secret' : 'key'} of ${source}`,
      ...warnings.map((one) => `  ${one}`),
    ]);
  } else {
    writeLines(io, [
      `not usable: ${reason}`,
      `  It looks like this: ${text}.`,
      ...warnings.map((one) => `  ${one}`),
    ]);
  }
  return reason === undefined ? exitCode.ok : exitCode.no;
}

async function find(flags: Flags, provider: Provider, io: Io): Promise<Found> {
  const named = [...(flags.secret ?? []), ...(flags.publicKey === undefined ? [] : [flags.publicKey])];
  if (named.length > 0) {
    const secrets = await Promise.all(named.map((text) => readSecret(text, io)));
    return { secrets, source: flags.publicKey === undefined ? '--secret' : '--public-key' };
  }
  const found = findEnvSecret(provider, io.env);
  if (found) return { secrets: [found.secret], source: found.name };
  const text = io.stdin.isTTY ? '' : new TextDecoder().decode(await readInput('-', io));
  if (text !== '') return { secrets: [text], source: 'standard input' };
  throw new CliError('secret_missing', `There is no secret of ${provider.name} to check.`, {
    hint: `Give --secret env:NAME or file:PATH, set ${variablesText(provider)}, or pipe it in.`,
  });
}

function mistakeOf(make: () => unknown): string | undefined {
  try {
    make();
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

/** What is usable, but seldom meant. */
function warningsOf(secret: string, field: 'publicKey' | 'secret'): readonly string[] {
  const text = secret.replace(/\r?\n$/, '');
  return [
    /^\s|\s$/.test(text) ? 'There is white space around it.' : [],
    /^(['"]).*\1$/s.test(text)
      ? 'There are quotes around it: they belong to the shell or to the .env file.'
      : [],
    secret !== text ? 'It ends with a line break, which is left out.' : [],
    field === 'secret' && text.length < 16 ? 'It is shorter than 16 characters, which can be guessed.' : [],
    /^(changeme|secret|test|password|example)/i.test(text) ? 'It looks like a placeholder.' : [],
  ].flat();
}
