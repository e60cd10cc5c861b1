import type { Verb } from './verb.ts';

/** Every verb, in the order of `hooklatch --help`: what a new user needs first. */
export const verbs: readonly Verb[] = [
  { name: 'providers', summary: 'what is known of a provider', load: () => import('./verbs/providers.ts') },
];
