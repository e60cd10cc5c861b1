// What the pages of the providers are made of: the definitions, and what the guides say.
import { existsSync, readFileSync } from 'node:fs';
import { providerNames, providers, type ProviderName } from '@hooklatch/providers';
import type { ProviderDefinition } from '@hooklatch/core/provider';

/** What people need beside the definition; see packages/providers/guides. */
export interface Guide {
  readonly title: string;
  readonly summary: string;
  readonly secret: string;
  readonly setup: readonly string[];
  readonly events: readonly (readonly [type: string, when: string])[];
  readonly failures: readonly (readonly [symptom: string, remedy: string])[];
}

/** A provider with all that is known of it. */
export interface Entry {
  readonly name: ProviderName;
  readonly factory: string;
  readonly definition: ProviderDefinition;
  readonly guide: Guide;
  /** The variables that hold the secret, in order; those that are wanted together in one list. */
  readonly variables: readonly (readonly string[])[];
  /** The example of its docstring. */
  readonly example: string;
  /** The name of its event map, where its events are typed. */
  readonly eventMap: string | undefined;
}

const root = new URL('../../packages/providers/', import.meta.url);

/** Presets, which take data in the place of a service. */
export const presets: ReadonlySet<string> = new Set(['basic', 'custom', 'token']);

/** The factory that a file exports. */
function toCamelCase(name: string): string {
  return name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function readEntry(name: ProviderName): Entry {
  const guide = JSON.parse(readFileSync(new URL(`guides/${name}.json`, root), 'utf8')) as Guide;
  const { definition } = providers[name]({ signature: { header: 'x-signature' } });
  const own = `${name.toUpperCase().replaceAll('-', '_')}_WEBHOOK_SECRET`;
  const variables = [...definition.env.filter((one) => one !== own), own].map((one) => [one].flat());
  const factory = toCamelCase(name);
  const source = readFileSync(new URL(`src/${name}.ts`, root), 'utf8');
  const [, example = ''] = /^ \* ```ts\n(.*?)^ \* ```$/ms.exec(source) ?? [];
  const eventMap = `${factory.charAt(0).toUpperCase()}${factory.slice(1)}Events`;
  const typed = existsSync(new URL(`src/lib/events/${name}.ts`, root));
  return {
    name,
    factory,
    definition,
    guide,
    variables,
    example: example.replaceAll(/^ \* ?/gm, '').trimEnd(),
    eventMap: typed ? eventMap : undefined,
  };
}

/** Every provider, by name. */
export function readCatalogue(): readonly Entry[] {
  return providerNames.toSorted().map(readEntry);
}
