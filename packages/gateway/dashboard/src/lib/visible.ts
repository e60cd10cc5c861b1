// Controls, marks of direction, and what has no width: a payload could make text look like other text with them.
const hidden =
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

const escape = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** Makes what cannot be seen visible, so that a text is what it looks like. Newlines and tabs stay. */
export function visible(text: string): string {
  return text.replace(hidden, escape);
}

/** The same for one line. */
export function visibleLine(text: string): string {
  return visible(text).replaceAll('\n', '\\n').replaceAll('\t', '\\t').replaceAll('\r', '\\r');
}

/** The same where there is room for a few words: on a button. */
export function shortLine(text: string): string {
  const line = visibleLine(text);
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}
