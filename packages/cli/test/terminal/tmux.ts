import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { findBinary } from '../../../../scripts/lib/servers.mjs';

const run = promisify(execFile);
const program = findBinary('tmux');

/** Whether tmux is installed: `apt-get install tmux`. */
export const hasTmux: boolean = program !== undefined;

/** A real terminal, 100 columns and 30 rows unless told otherwise, with a shell in it. */
export interface Tmux {
  /** Types a command line and Enter. */
  type(line: string): Promise<void>;
  /** Presses keys as tmux names them: `Enter`, `Escape`, `Up`, `j`. */
  press(...keys: readonly string[]): Promise<void>;
  /** Sends text as it is. */
  send(text: string): Promise<void>;
  /** What is on the screen, one string; with `isStyled` also its escape sequences. */
  screen(isStyled?: boolean): Promise<string>;
  /** Waits until the screen has a text, or fits. */
  until(wanted: string | RegExp | ((screen: string) => boolean)): Promise<string>;
  /** Any other command of tmux, for this pane. @returns what it prints */
  tmux(...args: readonly string[]): Promise<string>;
  stop(): Promise<void>;
}

/** Starts a server of its own, so that nothing of anybody's terminal is touched. */
export async function startTmux({
  columns = 100,
  rows = 30,
}: { columns?: number; rows?: number } = {}): Promise<Tmux> {
  if (program === undefined) throw new Error('tmux is missing: apt-get install tmux.');
  const name = `hooklatch-${randomUUID()}`;
  const env = { ...process.env, TMUX: '', LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8', TZ: 'UTC', NO_COLOR: '' };
  const tmux = async (...args: readonly string[]): Promise<string> => {
    const { stdout } = await run(program, ['-u', '-L', name, '-f', '/dev/null', ...args], { env });
    return stdout;
  };
  const size = ['-x', `${columns}`, '-y', `${rows}`];
  await tmux('new-session', '-d', '-s', 'main', ...size, "PS1='prompt> ' exec bash --norc --noprofile");
  await tmux('set-option', '-g', 'remain-on-exit', 'on');
  const screen = (isStyled = false): Promise<string> =>
    tmux('capture-pane', '-p', ...(isStyled ? ['-e'] : []), '-t', 'main');
  const until: Tmux['until'] = async (wanted) => {
    const isThere =
      typeof wanted === 'function'
        ? wanted
        : (text: string) => (typeof wanted === 'string' ? text.includes(wanted) : wanted.test(text));
    const deadline = Date.now() + 10_000;
    for (;;) {
      const shown = await screen();
      if (isThere(shown)) return shown;
      if (Date.now() > deadline) throw new Error(`Not seen: ${String(wanted)}. The screen:\n${shown}`);
      await wait(30);
    }
  };
  await until('prompt>');
  return {
    type: async (line) => {
      await tmux('send-keys', '-t', 'main', '-l', line);
      await tmux('send-keys', '-t', 'main', 'Enter');
    },
    press: async (...keys) => void (await tmux('send-keys', '-t', 'main', ...keys)),
    send: async (text) => void (await tmux('send-keys', '-t', 'main', '-l', text)),
    screen,
    until,
    tmux,
    stop: async () => void (await tmux('kill-server').catch(() => {})),
  };
}
