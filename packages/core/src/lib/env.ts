import type { ProviderDefinition } from './provider.ts';

/** The variables that may hold a provider's secret, in order; those of a list are wanted together. */
export function secretNames(definition: ProviderDefinition): readonly (readonly string[])[] {
  const own = `${definition.name.toUpperCase().replaceAll('-', '_')}_WEBHOOK_SECRET`;
  const names = definition.env.map((entry) => [entry].flat());
  return names.some(([name]) => name === own) ? names : [...names, [own]];
}

/** The first secret whose variables are set, in the runtime's bindings and then in the process's environment. */
export function readEnv(names: readonly (readonly string[])[], env: unknown): string | undefined {
  const runtime = globalThis as { process?: { env?: unknown } };
  for (const source of [env, runtime.process?.env]) {
    if (typeof source !== 'object' || source === null) continue;
    for (const together of names) {
      const values = together.map((name) => (source as Record<string, unknown>)[name]);
      if (values.every((value) => typeof value === 'string' && value !== '')) return values.join(' ');
    }
  }
  return undefined;
}
