import { WebhookError } from '@hooklatch/core';

/** In bytes of UTF-8. */
const longestReason = 8192;
/** Databases refuse some of these in a text, and terminals obey others. */
// oxlint-disable-next-line no-control-regex
const control = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

/**
 * Why an attempt failed, for the operator: at most 8 KiB of text that every database takes.
 *
 * @param error - anything that was thrown
 * @returns one line or more
 */
export function reasonOf(error: unknown): string {
  let text: string;
  try {
    text = textOf(error);
  } catch {
    text = 'The handler threw something that cannot be shown.';
  }
  const bytes = new Uint8Array(longestReason);
  // Writes whole characters only, and U+FFFD for halves of them.
  const { written } = new TextEncoder().encodeInto(
    text.slice(0, longestReason).replace(control, '\ufffd'),
    bytes,
  );
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(0, written));
}

function textOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (!WebhookError.is(error)) return `${error.name}: ${error.message}`;
  const { code, hint, cause } = error;
  if (code === 'handler_timeout') return `${code}: The handler took over ${hint} ms (timeoutMs).`;
  return [code, hint, cause === undefined ? '' : textOf(cause)].filter((part) => part !== '').join(': ');
}
