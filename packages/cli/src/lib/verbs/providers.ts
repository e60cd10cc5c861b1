import type { Provider } from '@hooklatch/core/provider';
import { providerNames } from '@hooklatch/providers';
import type { Command } from 'commander';
import { variablesText } from '../env-secret.ts';
import { durationText } from '../explain-texts.ts';
import type { Io } from '../io.ts';
import { toColumns, writeJson, writeLines } from '../output.ts';
import { findFactory, readOptions } from '../provider-options.ts';
import { secretForm } from '../secret-form.ts';
import { coverText, schemeText, signatureForm } from '../signature-form.ts';
import type { DefineVerb } from '../verb.ts';

interface Flags {
  readonly option?: readonly string[];
  readonly json?: boolean;
}

const examples = `
Examples:
  hooklatch providers
  hooklatch providers stripe
  hooklatch providers clerk --json`;

const fixed: Readonly<Record<string, object>> = {
  custom: { name: 'custom', signature: { header: 'x-signature' } },
};

export const define: DefineVerb = (command: Command, io, run) => {
  command
    .argument('[name]', 'a provider (all of them)')
    .option('--json', 'print one JSON document')
    .addHelpText('after', examples)
    .action((name: string | undefined, flags: Flags) => run(() => tell(name, flags, io)));
};

async function tell(name: string | undefined, flags: Flags, io: Io): Promise<void> {
  if (name === undefined) {
    if (flags.json) return writeJson(io, providerNames);
    return writeLines(io, providerNames);
  }
  const { fixtureTypes } = await import('@hooklatch/testing');
  const provider = findFactory(name)({ ...fixed[name], ...readOptions(flags.option ?? []) });
  const events = await fixtureTypes(provider.definition.name);
  if (flags.json) writeJson(io, toJson(name, provider, events));
  else writeLines(io, toText(name, provider, events));
}

function toJson(name: string, provider: Provider, events: readonly string[]): object {
  const { definition, facts } = provider;
  const { methods = ['POST'], handshake, toleranceInSeconds = 300, maxBodyBytes = 2 ** 20 } = definition;
  return {
    name: definition.name,
    secret: { ...secretForm(name, provider), variables: variablesText(provider) },
    methods: [...new Set([...methods, ...(handshake?.methods ?? [])])],
    schemes: definition.schemes.map((scheme) => ({
      headers: scheme.headers.length > 0 ? scheme.headers : (scheme.signedAs?.headers ?? []),
      form: signatureForm(scheme),
      covers: scheme.covers,
    })),
    toleranceInSeconds,
    maxBodyBytes,
    refusalStatus: definition.refusalStatus ?? 400,
    ...facts,
    events,
  };
}

function toText(name: string, provider: Provider, events: readonly string[]): readonly string[] {
  const { definition, facts } = provider;
  const { methods = ['POST'], handshake, toleranceInSeconds = 300, schemes } = definition;
  const { kind, text } = secretForm(name, provider);
  const forms = schemes.flatMap((scheme) => signatureForm(scheme) ?? []);
  const rows: (readonly [string, string | undefined])[] = [
    [kind, text],
    ['variables', variablesText(provider)],
    ['sends', [...new Set([...methods, ...(handshake?.methods ?? [])])].join(', ')],
    ...[...new Set(schemes.map(schemeText))].map((headers): [string, string] => ['headers', headers]),
    ...[...new Set(forms)].map((form): [string, string] => ['signature', form]),
    ['signed', [...new Set(schemes.map(coverText))].join('; or ')],
    ['tolerance', `${toleranceInSeconds} s`],
    ['accepted with', facts.successStatuses?.join(', ') ?? '2xx'],
    ['refused with', String(definition.refusalStatus ?? 400)],
    ['waits', facts.deadlineMs === undefined ? undefined : `${facts.deadlineMs / 1000} s`],
    ['retries', retriesText(provider)],
    ['largest body', facts.largestBodyBytes === undefined ? undefined : `${facts.largestBodyBytes} bytes`],
    ['handshake', handshake ? 'asks a question before events come; it is answered by itself' : undefined],
    ['addresses', facts.ipRanges],
    ['in doubt', facts.doubt],
    ...facts.sources.map((source): [string, string] => ['documentation', source]),
    ['read on', facts.checked],
    ['payloads', events.length === 0 ? undefined : events.join(', ')],
  ];
  const known = rows.filter((row): row is readonly [string, string] => row[1] !== undefined);
  return [definition.name, ...toColumns(known)];
}

function retriesText({ facts: { retries, keepsId } }: Provider): string | undefined {
  if (!retries) return undefined;
  const { attempts, hours, delaysInSeconds } = retries;
  const parts = [
    attempts === undefined ? [] : `at most ${attempts} times`,
    hours === undefined ? [] : `for ${hours} h`,
    delaysInSeconds ? `after ${delaysInSeconds.map((seconds) => durationText(seconds)).join(', ')}` : [],
    keepsId === undefined ? [] : keepsId ? 'with the same id' : 'with another id',
  ].flat();
  return parts.join(', ');
}
