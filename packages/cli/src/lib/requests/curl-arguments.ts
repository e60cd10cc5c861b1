import { badRequest } from './bad-request.ts';
import { curlOption, longNameOf } from './curl-options.ts';

/** An option with its value, or what stands alone: a URL. */
export interface CurlArgument {
  readonly name: string;
  readonly value: string;
}

/**
 * The options of a curl command, in their order; letters as long names, and URLs as `url`.
 *
 * @param words - behind `curl`
 * @throws CliError where an option cannot be followed
 */
export function readCurlArguments(words: readonly string[]): readonly CurlArgument[] {
  const found: CurlArgument[] = [];
  const queue = [...words];
  const take = (name: string, attached: string | undefined): void => {
    const kind = curlOption(name);
    if (kind === 'flag') found.push({ name, value: '' });
    else if (kind === 'refused' || kind === undefined) throw refused(name, kind);
    else {
      const value = attached ?? queue.shift();
      if (value === undefined) throw badRequest(`The option --${name} of the command has no value.`);
      if (kind === 'value') found.push({ name, value });
    }
  };
  for (let word = queue.shift(); word !== undefined; word = queue.shift()) {
    if (word.startsWith('--') && word.length > 2) take(word.slice(2), undefined);
    else if (word.startsWith('-') && word.length > 1) takeLetters(word.slice(1), take);
    else found.push({ name: 'url', value: word });
  }
  return found;
}

/** Letters may stand together, and the last one's value right behind it: `-sSXPOST`. */
function takeLetters(text: string, take: (name: string, attached: string | undefined) => void): void {
  for (let at = 0; at < text.length; at += 1) {
    const name = longNameOf(text[at] ?? '');
    if (name === undefined)
      throw badRequest(`The option -${text[at]} of the command is not known here.`, out);
    const rest = text.slice(at + 1);
    if (curlOption(name) !== 'flag') return take(name, rest === '' ? undefined : rest);
    take(name, undefined);
  }
}

const out = 'Take it out, where the request is the same without it.';

function refused(name: string, kind: 'refused' | undefined): Error {
  if (kind === undefined) return badRequest(`The option --${name} of the command is not known here.`, out);
  const why: Readonly<Record<string, string>> = {
    form: 'curl makes up the boundary of a form with parts anew each time, so its bytes cannot be known.',
    'form-string':
      'curl makes up the boundary of a form with parts anew each time, so its bytes cannot be known.',
    'upload-file': 'The command sends a file, which is not read here.',
    config: 'The command reads a file of options, which is not read here.',
  };
  return badRequest(
    why[name] ?? `The option --${name} of the command cannot be followed here.`,
    'Give the request as raw HTTP, with the bytes that arrived.',
  );
}
