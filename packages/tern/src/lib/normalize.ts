import type { WebhookEvent } from '@hooklatch/core';
import { fieldAt } from '@hooklatch/core/provider';
import { mappings, type Mapping } from './normalize-mappings.ts';
import type { NormalizationCategory, NormalizeOptions } from './normalized.ts';
import { toRefusal } from './result.ts';
import type { WebhookPlatform, WebhookVerificationResult } from './types.ts';

const categories: readonly string[] = ['payment', 'auth', 'ecommerce', 'infrastructure'];

/** The value at a dotted path of own properties. */
function valueAt(payload: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((value, name) => {
    const parent = Object(value) as Record<string, unknown>;
    return Object.hasOwn(parent, name) ? parent[name] : undefined;
  }, payload);
}

function mappingOf(platform: string): Mapping | undefined {
  return Object.hasOwn(mappings, platform) ? mappings[platform] : undefined;
}

/**
 * The kind of a platform's payloads.
 *
 * @param platform - its name
 * @returns null where they are not mapped
 */
export function getPlatformNormalizationCategory(platform: WebhookPlatform): NormalizationCategory | null {
  return mappingOf(platform)?.category ?? null;
}

/**
 * The platforms whose payloads are of a kind.
 *
 * @param category - the kind
 */
export function getPlatformsByCategory(category: NormalizationCategory): WebhookPlatform[] {
  return Object.keys(mappings).filter((platform) => mappings[platform]?.category === category);
}

/**
 * Maps a payload to the shape of its kind.
 *
 * @param platform - whose payload it is
 * @param payload - as the platform sends it
 * @param normalize - false leaves it as it is (true)
 * @returns one of the shapes of `NormalizedPayloadByCategory`; one with `event` alone where the platform is not mapped
 * @throws TypeError where `category` is none
 */
export function normalizePayload(
  platform: WebhookPlatform,
  payload: unknown,
  normalize: boolean | NormalizeOptions = true,
): unknown {
  const { enabled = true, category, includeRaw = true } = typeof normalize === 'object' ? normalize : {};
  if (normalize === false || !enabled) return payload;
  if (category !== undefined && !categories.includes(category))
    throw new TypeError(`There is no category ${category}.`);
  const mapping = mappingOf(platform);
  const rest = { _platform: platform, _raw: includeRaw ? payload : undefined };
  if (mapping && (category === undefined || category === mapping.category))
    return { ...applyMapping(mapping, payload), ...rest };
  const event = valueAt(payload, 'type') ?? valueAt(payload, 'event');
  return {
    category: mapping?.category ?? category ?? 'infrastructure',
    event: typeof event === 'string' ? event : 'unknown',
    ...rest,
    ...(mapping && { warning: `${platform} is of the category ${mapping.category}.` }),
  };
}

function applyMapping(mapping: Mapping, payload: unknown): Record<string, unknown> {
  const at = (path: string): unknown => valueAt(payload, path);
  const { type: parts = ['type'] } = mapping;
  const type = parts.map((part) => fieldAt(payload, part) ?? '').join('.');
  const named = Object.hasOwn(mapping.events, type) ? mapping.events[type] : undefined;
  const event = named ?? mapping.unknown ?? type;
  const first = (paths: readonly string[], kind: string): unknown =>
    paths.map(at).find((value) => typeof value === kind);
  const currency = fieldAt(payload, mapping.currency ?? '')?.toUpperCase();
  const found = {
    currency,
    ...pick(mapping.numbers, (paths) => first(paths, 'number')),
    ...pick(mapping.texts, (paths) => first(paths, 'string')),
    ...(mapping.object && {
      [event.startsWith('subscription.') ? 'subscription_id' : 'transaction_id']: at(mapping.object),
    }),
    ...(mapping.statuses && { status: mapping.statuses[type] ?? 'unknown' }),
    ...(mapping.metadata && { metadata: textsOf(at(mapping.metadata)) }),
    occurred_at: mapping.occurred && toIso(at(mapping.occurred)),
  };
  const known = Object.entries(found).filter(([, value]) => value !== undefined && value !== '');
  return { category: mapping.category, event, ...Object.fromEntries(known) };
}

function pick(
  fields: Readonly<Record<string, readonly string[]>> = {},
  find: (paths: readonly string[]) => unknown,
): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).map(([name, paths]) => [name, find(paths)]));
}

function textsOf(value: unknown): Record<string, unknown> {
  return Object.fromEntries(Object.entries(Object(value)).filter(([, text]) => typeof text === 'string'));
}

const firstMilliseconds = 100_000_000_000;

function toIso(value: unknown): string | undefined {
  if (typeof value !== 'number' && typeof value !== 'string') return undefined;
  const isSeconds = typeof value === 'number' && value < firstMilliseconds;
  const time = new Date(isSeconds ? value * 1000 : value);
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}

/** A result with its payload normalized, or the failure to do so. */
export function normalizeResult(
  result: WebhookVerificationResult<unknown>,
  event: WebhookEvent,
  normalize: boolean | NormalizeOptions,
): WebhookVerificationResult<unknown> {
  if (normalize === false) return result;
  try {
    return { ...result, payload: normalizePayload(result.platform, event.payload, normalize) };
  } catch (error) {
    return toRefusal(result.platform, 'NORMALIZATION_ERROR', (error as Error).message);
  }
}
