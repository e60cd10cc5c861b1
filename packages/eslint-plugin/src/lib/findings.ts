import type { Message } from './rule.ts';

/** What a rule has found, and what to do. */
export interface Finding {
  /** `no-reencoded-body`; its section in the README has more. */
  readonly rule: string;
  /** Both count from 1. */
  readonly line: number;
  readonly column: number;
  /** What is wrong, in a sentence. */
  readonly message: string;
  /** What to change. */
  readonly remedy: string;
}

const fill = (text: string, data: Readonly<Record<string, string>>): string =>
  text.replace(/\{\{(\w+)\}\}/g, (all, name: string) => data[name]?.replace(/\s+/g, ' ') ?? all);

/** A finding's two sentences, with what `{{name}}` stands for. */
export function toSentences(
  { message, remedy }: Message,
  data: Readonly<Record<string, string>> = {},
): Pick<Finding, 'message' | 'remedy'> {
  return { message: fill(message, data), remedy: fill(remedy, data) };
}

const comment = /(?:eslint|oxlint)-(disable-next-line|disable-line|disable|enable)\b[ \t]*([^\n*]*)/;

/** Whether a comment turns a rule off at a line: ESLint's, which name the plugin's rules. */
export function isTurnedOff(text: string, rule: string, line: number): boolean {
  if (!text.includes('lint-disable')) return false;
  const turns = text
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .slice(0, line)
    .map((given) => readComment(given, rule));
  if (turns[line - 1] === 'disable-line' || turns[line - 2] === 'disable-next-line') return true;
  return turns.findLast((turn) => turn === 'disable' || turn === 'enable') === 'disable';
}

/** What the comment in a line does with a rule. One that names no rule is meant for all. */
function readComment(line: string, rule: string): string | undefined {
  const [, kind, rest = ''] = comment.exec(line) ?? [];
  const names = rest.split('--')[0]?.trim() ?? '';
  const isMeant = names === '' || names.split(/[\s,]+/).some((name) => name.split('/').at(-1) === rule);
  return isMeant ? kind : undefined;
}
