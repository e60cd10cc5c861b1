/**
 * The name that a misspelled one is nearest to, by how many letters differ.
 *
 * @returns undefined where nothing is near
 */
export function nearestName(text: string, names: readonly string[]): string | undefined {
  const wanted = text.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  // Of one or two letters everything is near.
  if (wanted.length < 2) return undefined;
  let best: { name: string; distance: number } | undefined;
  for (const name of names) {
    const plain = name.replaceAll('-', '');
    const distance = plain.startsWith(wanted) && wanted.length > 2 ? 1 : distanceOf(wanted, plain);
    if (!best || distance < best.distance) best = { name, distance };
  }
  return best && best.distance <= Math.max(2, Math.floor(wanted.length / 3)) ? best.name : undefined;
}

/** Levenshtein's distance, row by row. */
function distanceOf(left: string, right: string): number {
  if (left.length > 64) return left.length;
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let at = 1; at <= left.length; at += 1) {
    const next = [at];
    for (let other = 1; other <= right.length; other += 1) {
      const same = left[at - 1] === right[other - 1] ? 0 : 1;
      next.push(
        Math.min(
          (next[other - 1] as number) + 1,
          (row[other] as number) + 1,
          (row[other - 1] as number) + same,
        ),
      );
    }
    row = next;
  }
  return row.at(-1) as number;
}
