import { exitCode, type ExitCode } from '../../exit-code.ts';
import type { Io } from '../../io.ts';
import { writeJson, writeLines } from '../../output.ts';
import { readCount } from '../../read-time.ts';
import type { DefineVerb } from '../../verb.ts';
import {
  addChoiceOptions,
  addStoreOptions,
  chooseCaptures,
  withCaptures,
  type ChoiceFlags,
  type StoreFlags,
} from '../open-verb.ts';

/** `hooklatch captures rm` */
export const defineRemove: DefineVerb = (command, io, run) => {
  const remove = command.command('rm').description('remove captures, with their answers');
  addChoiceOptions(addStoreOptions(remove.argument('[ids...]', 'which ones'))).action(
    (ids: readonly string[], flags: ChoiceFlags) =>
      run(() =>
        withCaptures(flags, io, async (store) =>
          tell(store.remove(await chooseCaptures(store, ids, flags)), flags, io),
        ),
      ),
  );
};

/** `hooklatch captures prune` */
export const definePrune: DefineVerb = (command, io, run) => {
  addStoreOptions(command.command('prune').description('remove the oldest captures'))
    .requiredOption('--keep <count>', 'how many stay', readCount('keep', 1e9))
    .action((flags: StoreFlags & { readonly keep: number }) =>
      run(() => withCaptures(flags, io, (store) => tell(store.prune(flags.keep), flags, io))),
    );
};

function tell(removed: number, { json }: StoreFlags, io: Io): ExitCode {
  if (json) writeJson(io, { removed });
  else writeLines(io, [`${removed} removed.`]);
  return exitCode.ok;
}
