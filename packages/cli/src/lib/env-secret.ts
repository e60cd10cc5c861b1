import type { Provider } from '@hooklatch/core/provider';
import type { Io } from './io.ts';

/** A secret of the environment, and the variable, or variables, that it stands in. */
export interface EnvSecret {
  readonly name: string;
  readonly secret: string;
}

/** The variables that may hold a provider's secret, in the order in which its factory looks; those of a list together. */
export function secretVariables({ definition }: Provider): readonly (readonly string[])[] {
  const own = `${definition.name.toUpperCase().replaceAll('-', '_')}_WEBHOOK_SECRET`;
  return [...definition.env, own].map((names) => [names].flat());
}

/** The same as people read it: `A and B or C`. */
export function variablesText(provider: Provider): string {
  return secretVariables(provider)
    .map((together) => together.join(' and '))
    .join(' or ');
}

/** The first secret that is set. */
export function findEnvSecret(provider: Provider, env: Io['env']): EnvSecret | undefined {
  for (const together of secretVariables(provider)) {
    const values = together.map((name) => env[name]);
    if (values.every(Boolean)) return { name: together.join(' and '), secret: values.join(' ') };
  }
  return undefined;
}
