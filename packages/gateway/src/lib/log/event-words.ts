import type { StoredEvent } from '../routing/router.ts';
import { readableText } from './readable-text.ts';
import { toWords } from './words.ts';

/** In bytes of a body: what comes behind is not searched by words. */
const searchedBytes = 32_768;
const mostWords = 4096;
const simpleEscapes = /\\[bfnrt]/g;
const unicodeEscapes = /\\u([\da-f]{4})/gi;

/**
 * The words that an event is found by: its ids, its type, why it was rejected, and those of its body's first 32 KiB.
 *
 * @param event - as it was stored
 */
export function toEventWords(event: StoredEvent): readonly string[] {
  const { id, event_id: eventId, type, code, hint } = event;
  const words = toWords([id, eventId, type, code, hint].join(' '), 'index');
  for (const one of toWords(bodyText(event), 'index')) {
    if (words.size >= mostWords) break;
    words.add(one);
  }
  return [...words];
}

/** The body as people read it: what JSON and forms have escaped is a letter again. */
function bodyText({ body, content_type: contentType }: StoredEvent): string {
  const text = readableText(body.subarray(0, searchedBytes), { isCut: body.length > searchedBytes });
  if (text === undefined) return '';
  if (/^application\/x-www-form-urlencoded\b/i.test(contentType ?? '')) {
    return [...new URLSearchParams(text)].flat().join(' ');
  }
  if (!text.includes('\\')) return text;
  return text
    .replaceAll(simpleEscapes, ' ')
    .replaceAll(unicodeEscapes, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
}
