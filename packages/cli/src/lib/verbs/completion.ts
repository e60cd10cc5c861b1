import { Argument } from 'commander';
import { printed } from '../completion/printed.ts';
import type { DefineVerb } from '../verb.ts';

const shells = ['bash', 'zsh', 'fish', 'powershell'];

const examples = `
Verbs, options, providers and types of events are completed.

Examples:
  hooklatch completion bash >> ~/.bashrc
  hooklatch completion zsh > ~/.hooklatch.zsh && echo 'source ~/.hooklatch.zsh' >> ~/.zshrc
  hooklatch completion fish > ~/.config/fish/completions/hooklatch.fish
  hooklatch completion powershell >> $PROFILE`;

export const define: DefineVerb = (command, io, run) => {
  command
    .addArgument(new Argument('<shell>', 'which one').choices(shells))
    .addHelpText('after', examples)
    .action((shell: string) =>
      run(async () => {
        const { script } = await import('@bomb.sh/tab');
        io.stdout.write(printed(() => script(shell, 'hooklatch', 'hooklatch')));
      }),
    );
};
