const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const plain = /^[ -~]*$/;
const wide =
  /[\p{Emoji_Presentation}\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uA960-\uA97F\uAC00-\uD7A3\uF900-\uFAFF\uFE10-\uFE19\uFE30-\uFE6F\uFF01-\uFF60\uFFE0-\uFFE6\u{17000}-\u{18CFF}\u{1B000}-\u{1B2FF}\u{1F200}-\u{1F64F}\u{20000}-\u{3FFFD}]/u;
const joined = /^[\p{M}\p{Cf}]*$/u;
// More marks than any script puts on a letter: a stranger's joke, which would draw over other rows.
const maxCodeUnits = 12;

/** A character as people see it, and how many columns a terminal gives it. */
interface Grapheme {
  readonly text: string;
  readonly width: number;
}

/** The characters of a text, as people count them. */
function* toGraphemes(text: string): Generator<Grapheme> {
  for (const { segment } of segmenter.segment(text)) {
    if (segment.length > maxCodeUnits)
      yield { text: String.fromCodePoint(segment.codePointAt(0) ?? 0), width: widthOf(segment) };
    else if (joined.test(segment)) yield { text: `\u25CC${segment}`, width: 1 };
    else yield { text: segment, width: widthOf(segment) };
  }
}

function widthOf(grapheme: string): number {
  return wide.test(grapheme) || grapheme.includes('\uFE0F') ? 2 : 1;
}

/** How many columns a text takes, which has no control characters. */
export function textWidth(text: string): number {
  if (plain.test(text)) return text.length;
  let width = 0;
  for (const grapheme of toGraphemes(text)) width += grapheme.width;
  return width;
}

/**
 * Cuts or fills a text, so that it takes exactly `width` columns.
 *
 * @param text - without control characters
 * @param width - columns
 * @param align - where the spaces are not
 * @returns with `…` at its end where it was too long
 */
export function fitText(text: string, width: number, align: 'left' | 'right' = 'left'): string {
  if (width <= 0) return '';
  const cut = cutText(text, width);
  const spaces = ' '.repeat(Math.max(0, width - cut.width));
  return align === 'left' ? cut.text + spaces : spaces + cut.text;
}

function cutText(text: string, width: number): Grapheme {
  if (text.length <= width && plain.test(text)) return { text, width: text.length };
  let kept = '';
  let used = 0;
  // What fits beside the ellipsis.
  let short: Grapheme = { text: '', width: 0 };
  // A character is at least one code unit, so that a huge text is not read to its end.
  for (const grapheme of toGraphemes(text.slice(0, (width + 1) * maxCodeUnits))) {
    if (used + grapheme.width > width) return { text: `${short.text}…`, width: short.width + 1 };
    kept += grapheme.text;
    used += grapheme.width;
    if (used <= width - 1) short = { text: kept, width: used };
  }
  return { text: kept, width: used };
}

/**
 * Breaks a line where the terminal ends, so that nothing of it is lost.
 *
 * @param text - one line, without control characters
 * @param width - columns, at least 2
 * @returns at least one line
 */
export function wrapText(text: string, width: number): string[] {
  if (plain.test(text)) {
    const count = Math.max(1, Math.ceil(text.length / width));
    return Array.from({ length: count }, (_, index) => text.slice(index * width, (index + 1) * width));
  }
  const lines = [];
  let line = '';
  let used = 0;
  for (const grapheme of toGraphemes(text)) {
    if (used + grapheme.width > width) {
      lines.push(line);
      line = '';
      used = 0;
    }
    line += grapheme.text;
    used += grapheme.width;
  }
  return [...lines, line];
}
