/** The values a template may name beside the body. */
export interface TemplateValues {
  readonly id: string;
  readonly timestamp: string;
  readonly url: string;
}

/** A compiled template: signed text before and after the body. */
export interface Template {
  readonly names: ReadonlySet<string>;
  before(values: TemplateValues): string;
  after(values: TemplateValues): string;
}

const placeholders = new Set(['id', 'timestamp', 'body', 'url']);

/**
 * Compiles a content template such as `{id}.{timestamp}.{body}`.
 *
 * The pieces are joined, never replaced: no value is looked at for placeholders or `$` patterns.
 *
 * @throws TypeError at an unknown placeholder, and where `{body}` stands twice
 */
export function compileTemplate(template: string): Template {
  const pieces = template.split(/\{([^{}]*)\}/);
  const names = new Set<string>();
  for (let index = 1; index < pieces.length; index += 2) {
    const name = pieces[index] as string;
    if (!placeholders.has(name)) {
      throw new TypeError(`{${name}} is no placeholder; use {id}, {timestamp}, {body} and {url}.`);
    }
    if (name === 'body' && names.has('body')) throw new TypeError('{body} may stand in a template once.');
    names.add(name);
  }
  const at = pieces.findIndex((piece, index) => index % 2 === 1 && piece === 'body');
  const split = at === -1 ? pieces.length : at;
  return { names, before: joiner(pieces, 0, split), after: joiner(pieces, split + 1, pieces.length) };
}

function joiner(pieces: readonly string[], start: number, end: number): (values: TemplateValues) => string {
  return (values) => {
    let text = '';
    for (let index = start; index < end; index += 1) {
      const piece = pieces[index] as string;
      text += index % 2 === 0 ? piece : values[piece as keyof TemplateValues];
    }
    return text;
  };
}
