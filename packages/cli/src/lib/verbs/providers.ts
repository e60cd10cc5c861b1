import { providerNames } from '@hooklatch/providers';
import type { DefineVerb } from '../verb.ts';

export const define: DefineVerb = (command, io, run) => {
  command
    .argument('[name]', 'a provider')
    .action(() => run(async () => void io.stdout.write(`${providerNames.join('\n')}\n`)));
};
