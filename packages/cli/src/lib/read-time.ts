import { CliError } from './cli-error.ts';

/**
 * A time as it was written on the command line: Unix seconds or milliseconds, or ISO 8601.
 *
 * @param text - of the option
 * @returns Unix milliseconds
 * @throws CliError where it is no time
 */
export function readTime(text: string): number {
  const number = /^\d{9,13}$/.test(text) ? Number(text) * (text.length < 12 ? 1000 : 1) : Date.parse(text);
  if (Number.isFinite(number)) return number;
  throw new CliError('bad_option', `${JSON.stringify(text)} is no time.`, {
    hint: 'Unix seconds or milliseconds, or ISO 8601: 2026-11-22T13:00:00Z.',
  });
}

/** A whole number from an option. @throws CliError where it is none, or out of its bounds */
export function readCount(name: string, most: number): (text: string) => number {
  return (text) => {
    const count = Number(text);
    if (/^\d+$/.test(text) && count >= 1 && count <= most) return count;
    throw new CliError('bad_option', `--${name} needs a whole number from 1 to ${most}.`);
  };
}
