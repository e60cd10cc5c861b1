import { toText } from '@hooklatch/core/provider';

const mostFields = 1000;

/** Every pair of a form in its order, or undefined where there are more than 1,000 or the bytes are no text. */
export function formPairs(body: Uint8Array): readonly (readonly [string, string])[] | undefined {
  let text: string;
  try {
    text = toText(body);
  } catch {
    return undefined;
  }
  const pairs: (readonly [string, string])[] = [];
  for (const pair of new URLSearchParams(text)) {
    if (pairs.length === mostFields) return undefined;
    pairs.push(pair);
  }
  return pairs;
}

/** The names and values of a form one after the other, sorted, each pair once: what Twilio and Mandrill sign. */
export function sortedForm(pairs: readonly (readonly [string, string])[]): string {
  const values = new Map<string, Set<string>>();
  for (const [name, value] of pairs) values.set(name, (values.get(name) ?? new Set()).add(value));
  return [...values.keys()]
    .toSorted()
    .flatMap((name) => [...(values.get(name) as Set<string>)].toSorted().map((value) => name + value))
    .join('');
}
