import type { Command } from 'commander';
import { CliError } from '../cli-error.ts';
import type { Io } from '../io.ts';
import type { Capture } from './capture.ts';
import { openCaptures } from './capture-store.ts';
import { capturesFile } from './captures-file.ts';
import type { CaptureStore } from './store.ts';
import { toCaptureFilter } from './to-capture-filter.ts';

/** The options that every verb of captures has. */
export interface StoreFlags {
  readonly captures?: string;
  readonly json?: boolean;
}

/** Which captures are meant. */
export interface ChoiceFlags extends StoreFlags {
  readonly all?: boolean;
  readonly filter?: string;
}

/** Adds the options that every verb of captures has. */
export function addStoreOptions(command: Command): Command {
  return command
    .option('--captures <file>', 'the file (.hooklatch/captures.db of the project)')
    .option('--json', 'print one JSON document');
}

/** Adds the options that choose captures beside their ids. */
export function addChoiceOptions(command: Command): Command {
  return command
    .option('--all', 'all captures, the oldest first')
    .option('--filter <filter>', "those that match, the oldest first: 'type=invoice.* body.amount>=1000'");
}

/** Works with the captures of a project, and closes them. @throws CliError where there are none */
export async function withCaptures<Result>(
  flags: StoreFlags,
  io: Io,
  work: (store: CaptureStore) => Promise<Result> | Result,
  { mustExist = true }: { readonly mustExist?: boolean } = {},
): Promise<Result> {
  const store = openCaptures(capturesFile(io.cwd, flags.captures), { mustExist });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

/** @throws CliError where there is no such capture, or several */
export function requireCapture(store: CaptureStore, part: string): Capture {
  const capture = store.get(part);
  if (capture) return capture;
  throw new CliError('no_capture', `There is no capture ${JSON.stringify(part)}.`, {
    hint: 'hooklatch captures ls lists them; last is the newest one.',
  });
}

/** The ids that were chosen, in the order they were named, or the oldest first. @throws CliError where none is */
export async function chooseCaptures(
  store: CaptureStore,
  parts: readonly string[],
  { all, filter }: ChoiceFlags,
): Promise<readonly string[]> {
  if (parts.length > 0 && (all || filter !== undefined)) {
    throw new CliError('bad_choice', 'Name captures, or choose them by --all or --filter.');
  }
  if (parts.length > 0) return parts.map((part) => requireCapture(store, part).id);
  if (!all && filter === undefined) {
    throw new CliError('no_choice', 'Name a capture, such as last, or choose by --all or --filter.');
  }
  const chosen = filter === undefined ? {} : { filter: await toCaptureFilter(filter) };
  return store
    .list({ ...chosen, limit: Number.MAX_SAFE_INTEGER })
    .map(({ id }) => id)
    .toReversed();
}
