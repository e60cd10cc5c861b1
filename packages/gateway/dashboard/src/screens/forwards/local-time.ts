/** Writes a moment as a field of the kind `datetime-local` has it, in the reader's zone. */
export function writeWhen(at: number | undefined): string {
  if (at === undefined) return '';
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return '';
  return new Date(at - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** Reads it again as Unix milliseconds; nothing where nothing is entered. */
export function readWhen(text: string): string | undefined {
  const at = new Date(text).getTime();
  return Number.isNaN(at) ? undefined : String(at);
}
