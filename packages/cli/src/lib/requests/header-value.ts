import type { HeaderPairs } from '../captures/capture.ts';

/** Whether a header is there, in any spelling. */
export function hasHeader(headers: HeaderPairs, wanted: string): boolean {
  return headerValue(headers, wanted) !== undefined;
}

/** The first value of a header, in any spelling. */
export function headerValue(headers: HeaderPairs, wanted: string): string | undefined {
  return headers.find(([name]) => name.toLowerCase() === wanted)?.[1];
}

/** A field's value without the blanks around it: only SP and TAB count, as in HTTP. */
export function trimBlanks(value: string): string {
  let end = value.length;
  while (' \t'.includes(value[end - 1] ?? 'x')) end -= 1;
  let start = 0;
  while (start < end && ' \t'.includes(value[start] ?? 'x')) start += 1;
  return value.slice(start, end);
}

/** Whether a text can be the name of a header (RFC 9110, 5.6.2). */
export function isToken(text: string): boolean {
  return /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(text);
}
