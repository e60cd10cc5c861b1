import type { SignedContent } from './scheme.ts';

/** The values a template may name beside the body. */
export interface TemplateValues {
  readonly id?: string | undefined;
  readonly timestamp?: string | undefined;
  readonly url?: string | undefined;
  readonly method?: string | undefined;
}

/**
 * Compiles a content template such as `{id}.{timestamp}.{body}`.
 *
 * The pieces are joined, never replaced: no value is looked at for placeholders or `$` patterns.
 *
 * @returns what stands around the body, as a function of the values
 */
export function compileTemplate(content: string): (values: TemplateValues) => SignedContent {
  const [before, after] = content.split('{body}').map((part) => part.split(/\{(\w+)\}/));
  return (values) => ({ before: join(before, values), after: join(after, values) });
}

function join(pieces: readonly string[] = [], values: TemplateValues): string {
  let joined = '';
  for (let at = 0; at < pieces.length; at += 1) {
    const piece = pieces[at] as string;
    joined += at % 2 ? values[piece as keyof TemplateValues] : piece;
  }
  return joined;
}
