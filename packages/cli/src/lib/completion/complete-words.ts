import type { Argument, Complete, RootCommand } from '@bomb.sh/tab';
import createTab from '@bomb.sh/tab/commander';
import { providerNames } from '@hooklatch/providers';
import { fixtureTypes } from '@hooklatch/testing';
import type { Io } from '../io.ts';
import { createProgram } from '../program.ts';
import { printed } from './printed.ts';

/**
 * What may come next on the command line, as the shells' scripts read it.
 *
 * @param words - behind `hooklatch`; the last one is being written
 * @param io - the world
 */
export async function completeWords(words: readonly string[], io: Io): Promise<string> {
  const program = await createProgram(words, io, () => Promise.resolve());
  const root = createTab(program);
  // The library's own way to ask, which is hidden here.
  root.commands.delete('complete');
  await addNames(root, words);
  return printed(() => root.parse([...words]));
}

/** Providers, and the types of their events: loaded before, because a shell is answered at once. */
async function addNames(root: RootCommand, words: readonly string[]): Promise<void> {
  const provider = words.find((word) => (providerNames as readonly string[]).includes(word));
  const types = provider === undefined ? [] : await fixtureTypes(provider);
  const all = (values: readonly string[]) => (complete: Complete) => {
    for (const value of values) complete(value, '');
  };
  for (const command of root.commands.values()) {
    for (const [name, argument] of command.arguments) {
      if (isProvider(name, command.value)) (argument as Argument).handler = all(providerNames);
      if (name === 'type') argument.handler = all(types);
    }
    const option = command.options.get('provider');
    if (option) option.handler = all(providerNames);
  }
}

function isProvider(argument: string, verb: string): boolean {
  return argument === 'provider' || (argument === 'name' && verb === 'providers');
}
