import { methodsOf, type Provider } from './provider-definition.ts';

const mebibyte = 1024 * 1024;

type EventsOf<Candidate> = Candidate extends Provider<infer Events> ? Events : never;
type TypeOf<Events> = Events extends unknown ? keyof Events : never;
type PayloadOf<Events, Type> = Events extends unknown
  ? Type extends keyof Events
    ? Events[Type]
    : never
  : never;

/** The events of several providers; where two have a type in common, its payload is either's. */
export type MergedEvents<Candidates extends readonly Provider[]> = {
  [Type in TypeOf<EventsOf<Candidates[number]>>]: PayloadOf<EventsOf<Candidates[number]>, Type>;
};

/**
 * Several providers on one route. A delivery is tried with every one whose headers fit, so that none stands in
 * another's way; the event says which one it was.
 *
 * @param candidates - the providers, each with its own secret
 * @returns a provider for `createWebhook`
 * @throws TypeError where there is none
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { anyOf } from '@hooklatch/core/provider';
 * import { github } from '@hooklatch/providers/github';
 * import { stripe } from '@hooklatch/providers/stripe';
 *
 * const webhook = createWebhook(anyOf(stripe(), github()), {
 *   on: { '*': (event) => console.log(event.provider, event.type) },
 * });
 * ```
 */
export function anyOf<Candidates extends readonly Provider[]>(
  ...candidates: Candidates
): Provider<MergedEvents<Candidates>> {
  if (candidates.length === 0) throw new TypeError('anyOf takes one provider or more.');
  const flat: readonly Provider[] = candidates.flatMap((one) => one.definition.candidates ?? [one]);
  const name = candidates.map((one) => one.name).join('|');
  const facts = {
    sources: [...new Set(candidates.flatMap((one) => one.facts.sources))],
    confirmed: candidates.every((one) => one.facts.confirmed),
    checked: candidates.map((one) => one.facts.checked).toSorted()[0] as string,
  };
  const methods = flat.flatMap(({ definition }) => [
    ...methodsOf(definition),
    ...(definition.handshake?.methods ?? []),
  ]);
  const definition = {
    name,
    env: [],
    schemes: [],
    methods: [...new Set(methods)],
    maxBodyBytes: Math.max(...flat.map((one) => one.definition.maxBodyBytes ?? mebibyte)),
    facts,
    candidates: flat,
  };
  return { name, facts, definition, publicUrl: undefined, secret: () => undefined };
}
