import { CliError } from '../cli-error.ts';
import type { CaptureFilter } from './store.ts';

/**
 * A filter as it is written on a command line: `type=invoice.* body.amount>=1000`, or JSON.
 *
 * @param text - of the option
 * @throws CliError that names the place where it is none
 */
export async function toCaptureFilter(text: string): Promise<CaptureFilter> {
  const { toFilter } = await import('@hooklatch/relay/filter');
  try {
    return toFilter(text.trimStart().startsWith('{') ? (JSON.parse(text) as object) : text);
  } catch (error) {
    throw new CliError('bad_filter', (error as Error).message, {
      hint: "Such as 'type=invoice.* body.amount>=1000'.",
    });
  }
}
