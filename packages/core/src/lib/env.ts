import type { ProviderDefinition } from './provider-definition.ts';

/** The variables that may hold a provider's secret, in order; those of a list are wanted together. */
export function secretNames({ name, env }: ProviderDefinition): readonly (readonly string[])[] {
  const own = `${name.toUpperCase().replaceAll('-', '_')}_WEBHOOK_SECRET`;
  return [...env, own].map((names) => [names].flat());
}

/** The first secret whose variables are set, in the runtime's bindings and then in the process's environment. */
export function readEnv(names: readonly (readonly string[])[], env?: unknown): string | undefined {
  const runtime = globalThis as { process?: { env?: object } };
  for (const source of [env, runtime.process?.env] as (Record<string, unknown> | undefined)[]) {
    for (const together of names) {
      const values = together.map((name) => source?.[name]);
      if (values.every((value) => value && typeof value === 'string')) return values.join(' ');
    }
  }
  return undefined;
}
