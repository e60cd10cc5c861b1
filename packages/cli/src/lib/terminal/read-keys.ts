import type { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';

/** What was pressed: a character as it is, or a name such as `up`, `enter`, `escape`, `page-down`. */
export interface Key {
  readonly name: string;
  /** Whether it was pasted: a text, and no command. */
  readonly isPasted?: boolean;
}

/** Standard input, as `process.stdin` is it. */
export interface TerminalInput extends Readable {
  setRawMode?(isRaw: boolean): unknown;
}

const controls: Readonly<Record<string, string>> = {
  '\r': 'enter',
  '\n': 'enter',
  '\t': 'tab',
  '\u007F': 'backspace',
  '\b': 'backspace',
  '\u0003': 'ctrl-c',
  '\u000C': 'ctrl-l',
  '\u0015': 'ctrl-u',
  '\u0002': 'page-up',
  '\u0006': 'page-down',
};

const sequences: Readonly<Record<string, string>> = {
  A: 'up',
  B: 'down',
  C: 'right',
  D: 'left',
  H: 'home',
  F: 'end',
  Z: 'shift-tab',
  '1~': 'home',
  '7~': 'home',
  '4~': 'end',
  '8~': 'end',
  '5~': 'page-up',
  '6~': 'page-down',
  '200~': 'paste',
};

// CSI and SS3, as terminals send them for keys; modifiers do not matter.
// What follows Escape.
const sequence = /^(?:\[([0-9;]*)([A-Za-z~])|O([A-Za-z]))/;
const pasteEnd = '\u001B[201~';
const escapeWaitMs = 40;

/**
 * Reads keys of a terminal, which it sets to raw mode.
 *
 * @param input - a terminal
 * @param onKey - called for each key
 * @returns ends it and gives the terminal back
 */
export function readKeys(input: TerminalInput, onKey: (key: Key) => void): () => void {
  const decoder = new StringDecoder('utf8');
  let waiting = '';
  let timer: NodeJS.Timeout | undefined;
  const read = (isComplete: boolean): void => {
    while (waiting !== '') {
      const taken = takeKey(waiting, isComplete);
      if (taken === undefined) {
        // Escape by itself, or the beginning of a sequence: what comes next tells.
        if (!isComplete) timer = setTimeout(() => read(true), escapeWaitMs);
        return;
      }
      waiting = waiting.slice(taken.length);
      if (taken.key !== undefined) onKey(taken.key);
    }
  };
  const onData = (chunk: Buffer): void => {
    clearTimeout(timer);
    waiting += decoder.write(chunk);
    read(false);
  };
  input.setRawMode?.(true);
  input.on('data', onData);
  input.resume();
  return () => {
    clearTimeout(timer);
    input.off('data', onData);
    input.setRawMode?.(false);
    input.pause();
  };
}

interface Taken {
  readonly length: number;
  readonly key?: Key;
}

function takeKey(text: string, isComplete: boolean): Taken | undefined {
  if (!text.startsWith('\u001B')) {
    const character = String.fromCodePoint(text.codePointAt(0) ?? 0);
    const name = controls[character] ?? (character < ' ' ? undefined : character);
    return { length: character.length, ...(name !== undefined && { key: { name } }) };
  }
  const found = sequence.exec(text.slice(1));
  if (found === null) {
    const isSequence = /^(?:[[O][0-9;]*)?$/.test(text.slice(1));
    if (isSequence && !isComplete) return undefined;
    return { length: 1, key: { name: 'escape' } };
  }
  const [whole, parameters = '', final = '', single] = found;
  const length = 1 + whole.length;
  const code = single ?? (final === '~' ? `${parameters.split(';')[0]}~` : final);
  const name = sequences[code];
  if (name !== 'paste') return { length, ...(name !== undefined && { key: { name } }) };
  const end = text.indexOf(pasteEnd);
  if (end === -1) return undefined;
  return { length: end + pasteEnd.length, key: { name: text.slice(length, end), isPasted: true } };
}
