import { batchOf, type BatchItem, type ProviderDefinition } from '@hooklatch/core/provider';

/** The objects of an array, or undefined where a value is none: what else stands in it is no event. */
export function objectsIn(value: unknown): readonly object[] | undefined {
  if (!Array.isArray(value)) return undefined;
  return value.filter((one): one is object => typeof one === 'object' && one !== null);
}

/** The value of an own property, of whatever it is. */
export function propertyOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;
}

/** How a delivery with several events is told apart. */
type Batched = Required<Pick<ProviderDefinition, 'id' | 'type' | 'batch'>>;

/**
 * The part of a definition that splits a delivery into events. A delivery of one event is that event to a guard too.
 *
 * @param read - the items of a payload, or undefined where it is no batch
 * @returns where id and type stand, and how the delivery is split
 */
export function inItems(read: (payload: unknown) => readonly BatchItem[] | undefined): Batched {
  const only = (payload: unknown): BatchItem | undefined => {
    const items = read(payload);
    return items?.length === 1 ? items[0] : undefined;
  };
  return {
    id: (payload) => only(payload)?.id,
    type: (payload) => only(payload)?.type,
    batch: (whole) => {
      const items = read(whole.payload);
      return items ? batchOf(whole, items) : [whole];
    },
  };
}
