import type { Command } from 'commander';
import type { Io } from '../io.ts';
import { addProviderOptions, type ProviderFlags } from '../provider-options.ts';
import { readInput } from '../read-input.ts';
import type { Saying } from './compose.ts';
import { readPathValue, type PathValue } from './set-path.ts';

/** The options that say what a delivery says, as commander gives them. */
export interface SayingFlags extends ProviderFlags {
  readonly set?: readonly PathValue[];
  readonly file?: string;
  readonly id?: string;
  readonly scheme?: number;
}

/** Adds the options of who signs, and what is said. */
export function addSayingOptions(command: Command): Command {
  return addProviderOptions(
    command
      .argument('<provider>', 'whose delivery it is')
      .argument('[type]', "the event's type (the first that there is a realistic payload for)"),
  )
    .option(
      '--set <path=value>',
      'put a value into the payload; JSON, or a text; repeatable',
      (text, all: readonly PathValue[] | undefined) => [...(all ?? []), readPathValue(text)],
    )
    .option('--file <path>', 'the body, byte for byte; - for standard input (a realistic payload)')
    .option('--id <id>', "the event's id (a random one)")
    .option(
      '--scheme <n>',
      "which of the provider's schemes signs, from 0 (the first that the secret fits)",
      Number,
    );
}

/** What is said. @throws CliError where the file cannot be read */
export async function toSaying(type: string | undefined, flags: SayingFlags, io: Io): Promise<Saying> {
  const { set: changes = [], file, id, scheme } = flags;
  const body = file === undefined ? undefined : await readInput(file, io);
  if (!body) return { type, changes, id, scheme };
  const { changeBody } = await import('./compose.ts');
  return { type, changes: [], id, scheme, body: changeBody(body, changes) };
}
