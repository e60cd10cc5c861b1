import type { Delivery } from '@hooklatch/core';
import type { ProviderDefinition } from '@hooklatch/core/provider';
import { fixtureTypes, sign, throwAway } from '@hooklatch/testing';
import { findFactory } from '../provider-options.ts';
import { neededLines } from './needed-lines.ts';

/** What the templates say of a provider. */
export interface ProviderOutline {
  /** The file's name: `standard-webhooks`. */
  readonly name: string;
  /** What its module exports: `standardWebhooks`. */
  readonly factory: string;
  /** The name of its map of events, where its events are typed: `ClerkEvents`. */
  readonly eventMap: string | undefined;
  /** The variables that hold its secret; several are wanted together. */
  readonly variables: readonly [string, ...string[]];
  /** The variable that takes a secret, or a public key, whole: tests have no issuer to fetch it from. */
  readonly testVariable: string;
  /** Its first common events; none where its payloads are not known. */
  readonly types: readonly string[];
  /** The methods that its events and its questions come with. */
  readonly methods: readonly string[];
  /** Options that its factory cannot do without, as source text: `webhookId: '…'`. */
  readonly options: readonly string[];
  readonly signsUrl: boolean;
  /** Whether it signs the path alone, which needs no `publicUrl`. */
  readonly signsPath: boolean;
  /** Whether a part of the proof stands in the query of the URL. */
  readonly usesQuery: boolean;
  /** Whether an event comes with a body. */
  readonly hasBody: boolean;
  /** The status of an event that was handled. */
  readonly handledStatus: number;
  /** The status of a delivery that is not genuine. */
  readonly refusalStatus: number;
  /** Whether one secret is shared, that can be made up to try the route. */
  readonly isShared: boolean;
}

const mostTypes = 3;

/**
 * Reads what a template needs to know of a provider.
 *
 * @param given - its name, or an alias
 * @returns the outline
 * @throws CliError where there is no such provider
 */
export async function readOutline(given: string): Promise<ProviderOutline> {
  const { name } = findFactory(given)({ signature: { header: 'x-signature' } });
  const { provider, secret, url } = await throwAway(name);
  const { definition } = provider;
  const same = { secret, id: 'msg_1', time: 0 };
  const signed = await sign(provider, { ...same, url });
  const elsewhere = await sign(provider, { ...same, url: `${url}/elsewhere` });
  const signsUrl = definition.schemes.some(({ covers }) => covers.url);
  const variables = variablesOf(definition);
  const isWhole = variables.length === 1 && !variables[0].endsWith('_URL');
  const types = await fixtureTypes(name);
  const factory = toCamelCase(name);
  return {
    name,
    factory,
    eventMap: types.length > 0 ? `${toPascalCase(name)}Events` : undefined,
    variables,
    testVariable: isWhole ? variables[0] : ownVariable(name),
    types: types.slice(0, mostTypes),
    methods: [...new Set([...(definition.methods ?? ['POST']), ...(definition.handshake?.methods ?? [])])],
    // Where a variable has the key, or says where it is found, that is enough.
    options: definition.env.length > 0 || definition.key === 'public' ? [] : neededLines(name),
    signsUrl,
    signsPath: !signsUrl && headersOf(signed) !== headersOf(elsewhere),
    usesQuery: signed.url.includes('?'),
    hasBody: signed.method !== 'GET',
    handledStatus: definition.success?.status ?? 200,
    refusalStatus: definition.refusalStatus ?? 400,
    isShared: definition.key === undefined && variables.length === 1,
  };
}

/** `standard-webhooks` as `standardWebhooks`. */
function toCamelCase(name: string): string {
  return name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** `standard-webhooks` as `StandardWebhooks`. */
export function toPascalCase(name: string): string {
  return toCamelCase(`-${name}`);
}

function variablesOf({ name, env }: ProviderDefinition): readonly [string, ...string[]] {
  const [first = '', ...others] = [env[0] ?? ownVariable(name)].flat();
  return [first, ...others];
}

/** The variable that every provider has, beside those of its documentation. */
function ownVariable(name: string): string {
  return `${name.toUpperCase().replaceAll('-', '_')}_WEBHOOK_SECRET`;
}

const headersOf = ({ headers }: Delivery): string => JSON.stringify([...headers.entries()]);
