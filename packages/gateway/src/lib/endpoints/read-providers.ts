import { findProvider, providerNames } from '@hooklatch/providers';
import { fixtureTypes, neededOptions } from '@hooklatch/testing';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { ProviderEntry } from '../api/provider-schemas.ts';
import { optionsOf } from './provider-options.ts';

/** What a guide of a provider has that is needed here. */
interface Guide {
  readonly title: string;
  readonly secret: string;
  readonly setup: readonly string[];
  readonly events: readonly (readonly [type: string, when: string])[];
}

let known: Promise<readonly ProviderEntry[]> | undefined;

/** Every provider by name, and how it is connected. The guides are read once. */
export function readProviders(): Promise<readonly ProviderEntry[]> {
  known ??= readAll().catch((error: unknown) => {
    known = undefined;
    throw error;
  });
  return known;
}

async function readAll(): Promise<readonly ProviderEntry[]> {
  const manifest = createRequire(import.meta.url).resolve('@hooklatch/providers/package.json');
  const folder = join(dirname(manifest), 'guides');
  return Promise.all(providerNames.toSorted().map((name) => readEntry(folder, name)));
}

async function readEntry(folder: string, name: string): Promise<ProviderEntry> {
  const guide = JSON.parse(await readFile(join(folder, `${name}.json`), 'utf8')) as Guide;
  const { definition } = findProvider(name)({ ...neededOptions(name), publicUrl: 'https://example.com' });
  const own = `${name.toUpperCase().replaceAll('-', '_')}_WEBHOOK_SECRET`;
  const types = await fixtureTypes(name);
  return {
    name,
    title: guide.title,
    needsSecret: definition.key !== 'fetched',
    secretHint: fill(guide.secret),
    variables: [...new Set([...definition.env.flat(), own])],
    steps: guide.setup.map(fill),
    eventTypes: [...new Set([...types, ...guide.events.map(([type]) => type)])],
    options: optionsOf(name),
  };
}

/** The guides are written for an application, whose secret is a variable. */
function fill(text: string): string {
  return text
    .replaceAll('{url}', "this endpoint's URL")
    .replaceAll('{variable}', "this endpoint's **Secret**");
}
