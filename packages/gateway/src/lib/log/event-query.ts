import { toFilter, type Filter } from '@hooklatch/relay/filter';
import { ApiError } from '../api/api-error.ts';
import { toWords } from './words.ts';

/** Which events are looked for; what is not given does not matter. */
export interface EventQuery {
  /** An endpoint's id. */
  readonly endpoint?: string | undefined;
  readonly provider?: string | undefined;
  /** `*` stands for any letters. */
  readonly type?: string | undefined;
  readonly outcome?: string | undefined;
  readonly code?: string | undefined;
  /** Received from then on, in Unix milliseconds. */
  readonly from?: number | undefined;
  /** Received before then, in Unix milliseconds. */
  readonly to?: number | undefined;
  /** Words that are all in the event. */
  readonly q?: string | undefined;
  /** In the filter language. */
  readonly filter?: string | undefined;
}

/** A query that can be asked. */
export interface ReadQuery extends Omit<EventQuery, 'q' | 'filter'> {
  readonly words: readonly string[];
  readonly wanted: Filter | undefined;
}

const longestText = 1000;
const mostWords = 32;

/**
 * Reads a query.
 *
 * @param query - of somebody who searches
 * @throws ApiError 422 where it cannot be asked
 */
export function readQuery(query: EventQuery): ReadQuery {
  const { q, filter, ...rest } = query;
  for (const [name, value] of Object.entries(rest)) {
    // PostgreSQL has no text with it, so that nothing can be found by it.
    if (typeof value === 'string' && value.includes('\0')) {
      throw new ApiError(422, 'bad_query', `A character of ${name} is in no event: leave it out.`);
    }
  }
  return { ...rest, words: readWords(q), wanted: readFilter(filter) };
}

function readWords(text: string | undefined): readonly string[] {
  if (text === undefined || text.trim() === '') return [];
  if (text.length > longestText) {
    throw new ApiError(422, 'bad_query', `The text is longer than ${longestText} characters: look for less.`);
  }
  const words = [...toWords(text, 'query')];
  if (words.length === 0) {
    throw new ApiError(422, 'bad_query', 'The text has no letter and no digit: look for words.');
  }
  if (words.length > mostWords) {
    throw new ApiError(422, 'bad_query', `The text has more than ${mostWords} words: look for fewer.`);
  }
  return words;
}

function readFilter(text: string | undefined): Filter | undefined {
  if (text === undefined || text.trim() === '') return undefined;
  try {
    return toFilter(text);
  } catch (error) {
    throw new ApiError(422, 'bad_filter', (error as Error).message);
  }
}
