/** The values a template may name beside the body. */
export interface TemplateValues {
  readonly id?: string | undefined;
  readonly timestamp?: string | undefined;
  readonly url?: string | undefined;
}

/** Signed text before and after the body, as a function of the values. */
export type Template = readonly [
  before: (values: TemplateValues) => string,
  after: (values: TemplateValues) => string,
];

/**
 * Compiles a content template such as `{id}.{timestamp}.{body}`.
 *
 * The pieces are joined, never replaced: no value is looked at for placeholders or `$` patterns.
 */
export function compileTemplate(content: string): Template {
  const [before = '', after = ''] = content.split('{body}');
  return [joiner(before), joiner(after)];
}

function joiner(text: string): (values: TemplateValues) => string {
  const pieces = text.split(/\{(\w+)\}/);
  return (values) => {
    let joined = '';
    for (let at = 0; at < pieces.length; at += 1) {
      const piece = pieces[at] as string;
      joined += at % 2 ? values[piece as keyof TemplateValues] : piece;
    }
    return joined;
  };
}
