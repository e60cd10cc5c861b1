const indent = '  ';

/**
 * Sets JSON out in lines, and leaves every number, escape and doubled name as it was written.
 *
 * @param text - JSON
 * @returns the same, indented; `undefined` where it is no JSON
 */
export function formatJson(text: string): string | undefined {
  try {
    JSON.parse(text);
  } catch {
    return undefined;
  }
  const token = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;
  let out = '';
  let depth = 0;
  let last = '';
  for (const [part] of text.matchAll(token)) {
    const isEnd = part === '}' || part === ']';
    if (isEnd) depth -= 1;
    // Empty ones stay on their line.
    const isBegun = last === '{' || last === '[';
    if ((isEnd && !isBegun) || (!isEnd && (isBegun || last === ',')))
      out += `\n${indent.repeat(Math.min(depth, 40))}`;
    out += part === ':' ? ': ' : part;
    if (part === '{' || part === '[') depth += 1;
    last = part;
  }
  return out;
}
