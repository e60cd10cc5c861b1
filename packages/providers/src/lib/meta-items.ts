import { fieldAt, type BatchItem } from '@hooklatch/core/provider';
import { objectsIn, propertyOf } from './items.ts';

/** What is around an item, in each of them. */
interface Around {
  readonly object: string;
  readonly entry: object;
}

/**
 * A message of WhatsApp, or what became of one, has an id where it is alone in its change: a status is told by the id
 * of its message, and in a group there is one of each participant.
 */
function changeId(change: object): string | undefined {
  if (fieldAt(change, 'field') !== 'messages') return undefined;
  const value = propertyOf(change, 'value');
  const messages = objectsIn(propertyOf(value, 'messages')) ?? [];
  const statuses = objectsIn(propertyOf(value, 'statuses')) ?? [];
  if (messages.length + statuses.length !== 1) return undefined;
  if (messages.length === 1) return fieldAt(messages[0], 'id');
  const parts = ['id', 'status'].map((name) => fieldAt(statuses[0], name));
  const participant = fieldAt(statuses[0], 'recipient_participant_id') ?? [];
  return parts.includes(undefined) ? undefined : [parts, participant].flat(2).join(':');
}

/** A message has an id; one that was taken back is told by the same, and so is all that refers to it. */
function messagingId(item: object): string | undefined {
  return propertyOf(propertyOf(item, 'message'), 'is_deleted') === true
    ? undefined
    : fieldAt(item, 'message.mid');
}

function itemsOf(entry: object, around: Around): readonly BatchItem[] {
  const { object } = around;
  const changes = (objectsIn(propertyOf(entry, 'changes')) ?? []).map((change) => ({
    id: changeId(change),
    type: `${object}.${fieldAt(change, 'field') ?? ''}`,
    payload: { ...change, ...around },
  }));
  const messaging = ['messaging', 'standby'].flatMap((name) =>
    (objectsIn(propertyOf(entry, name)) ?? []).map((item) => ({
      id: messagingId(item),
      type: `${object}.${name}`,
      payload: { ...around, messaging: item },
    })),
  );
  const items = [...changes, ...messaging];
  // An entry of another form is an event as it is.
  return items.length > 0 ? items : [{ id: undefined, type: object, payload: { ...around, entry } }];
}

/**
 * The events of a delivery: each change and each messaging item of each entry, with what is around it.
 *
 * @param payload - the body
 * @returns the items, or undefined where the body holds no entries
 */
export function readMetaItems(payload: unknown): readonly BatchItem[] | undefined {
  const object = fieldAt(payload, 'object') ?? '';
  return objectsIn(propertyOf(payload, 'entry'))?.flatMap((entry) => {
    const time = propertyOf(entry, 'time');
    const about = { id: fieldAt(entry, 'id') ?? '', ...(time !== undefined && { time }) };
    return itemsOf(entry, { object, entry: about });
  });
}
