/** In characters: longer words, such as tokens, are told by how they begin. */
const longestWord = 64;
const word = /[\p{L}\p{N}\p{M}_-]+/gu;
const marks = /[\u0300-\u036F]/g;
/** Scripts that are written without spaces, or that join words: looked for by pairs of letters. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\u30FC]+/gu;

/** What words are wanted for: what is looked for names as few as possible. */
export type WordUse = 'index' | 'query';

/**
 * The words of a text as the log is searched by them: in lower case and without accents, the same on both databases.
 *
 * A word with `-` or `_` is found whole, and by its parts. Scripts without spaces are found by pairs of letters.
 *
 * @param text - of anybody
 * @param use - whether they are kept, or looked for
 * @returns each once; nothing but letters, digits, marks, `-` and `_` is in them
 */
export function toWords(text: string, use: WordUse): Set<string> {
  const words = new Set<string>();
  for (const [raw] of fold(text).matchAll(word)) {
    const whole = raw.replaceAll(/^[-_]+|[-_]+$/g, '');
    if (whole === '') continue;
    addWord(words, whole, use);
    if (use === 'index' && /[-_]/.test(whole)) {
      for (const part of whole.split(/[-_]+/)) addWord(words, part, use);
    }
  }
  return words;
}

function addWord(words: Set<string>, given: string, use: WordUse): void {
  const spaced = given.replaceAll(unspaced, (run) => {
    addRun(words, Array.from(run), use);
    return ' ';
  });
  for (const part of spaced.split(' ')) {
    // A character may be two code units.
    const cut =
      part.length <= longestWord
        ? part
        : Array.from(part.slice(0, 2 * longestWord))
            .slice(0, longestWord)
            .join('');
    if (cut !== '' && !/^[-_]+$/.test(cut)) words.add(cut);
  }
}

/** What is looked for by one letter is found by one; by more, by pairs that follow each other. */
function addRun(words: Set<string>, letters: readonly string[], use: WordUse): void {
  for (const [at, letter] of letters.entries()) {
    if (use === 'index' || letters.length === 1) words.add(letter);
    const next = letters[at + 1];
    if (next !== undefined) words.add(letter + next);
  }
}

function fold(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(marks, '')
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('ς', 'σ')
    .replaceAll('ß', 'ss');
}
