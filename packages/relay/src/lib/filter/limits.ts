/** How deep a filter may be, how many conditions it may have, and how many characters. */
export const filterLimits: { readonly depth: number; readonly nodes: number; readonly characters: number } = {
  depth: 16,
  nodes: 256,
  characters: 8192,
};
