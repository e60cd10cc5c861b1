import type { DefineVerb } from '../verb.ts';

export const define: DefineVerb = (command, io, run) => {
  command
    .argument('[words...]', 'behind `--`: what stands on the command line so far')
    .action((words: readonly string[]) =>
      run(async () => {
        const { completeWords } = await import('../completion/complete-words.ts');
        io.stdout.write(await completeWords(words, io));
      }),
    );
};
