import { execFile, execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { until } from '../servers/until.ts';

const exec = promisify(execFile);

/** Why no terminal can be had here; undefined where one can. */
export const noTerminal: string | undefined = isThere('tmux', '-V') ? undefined : 'tmux is not installed';

/** How the network is kept away: a namespace of its own with a loopback interface alone, or a proxy that is not there. */
export const isolation: 'namespace' | 'proxy' = isThere('unshare', ...namespace('true'))
  ? 'namespace'
  : 'proxy';

function isThere(command: string, ...args: readonly string[]): boolean {
  try {
    execFileSync(command, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** The arguments by which `unshare` runs a shell's line without a network. */
function namespace(line: string): readonly string[] {
  return ['--net', '--map-root-user', 'sh', '-c', `ip link set lo up && ${line}`];
}

/** A real terminal, with windows in which a user types. */
export interface Terminal {
  /** Opens a window with a shell of its own. */
  open(name: string): Promise<void>;
  /** Types a line, and does not wait. */
  type(name: string, line: string): Promise<void>;
  /** Presses a key: `Enter`, `C-c`. */
  press(name: string, key: string): Promise<void>;
  /** What stands in a window, with all that has scrolled away. */
  read(name: string): Promise<string>;
  /** Waits for what a window shows, and gives its text. */
  see(name: string, what: RegExp, timeoutMs?: number): Promise<string>;
  /** Runs a command to its end, and gives what it printed and its exit code. */
  run(
    name: string,
    line: string,
    timeoutMs?: number,
  ): Promise<{ readonly code: number; readonly text: string }>;
  close(): Promise<void>;
}

/** What npm and the test runner tell those that they start, and a user's shell does not have. */
const ofTheRunner =
  /^(npm_.*|NODE_ENV|NODE_OPTIONS|NODE_V8_COVERAGE|VITEST.*|TMUX.*|HOOKLATCH_.*|\w+_(SECRET|KEY|TOKEN))$/i;

/**
 * Opens a terminal in a directory, without a network.
 *
 * @param dir - where its shells start
 * @param env - what they have in their environment beside the usual
 */
export async function openTerminal(dir: string, env: Readonly<Record<string, string>>): Promise<Terminal> {
  const home = await mkdtemp(join(tmpdir(), 'hooklatch-tmux-'));
  const socket = join(home, 'socket');
  const inherited = Object.entries(process.env).filter(([name]) => !ofTheRunner.test(name));
  const nowhere = 'http://127.0.0.1:9';
  const offline = isolation === 'proxy' ? { HTTP_PROXY: nowhere, HTTPS_PROXY: nowhere } : {};
  const environment = {
    ...Object.fromEntries(inherited),
    ...offline,
    ...env,
    TERM: 'screen-256color',
    npm_config_offline: 'true',
  };
  const tmux = async (...args: readonly string[]): Promise<string> =>
    (await exec('tmux', ['-S', socket, ...args], { env: environment as never, maxBuffer: 2 ** 24 })).stdout;
  const shell = 'bash --norc --noprofile';
  const size = ['-x', '160', '-y', '50'];
  const first = [
    '-S',
    socket,
    '-f',
    '/dev/null',
    'new-session',
    '-d',
    '-s',
    'user',
    '-n',
    'start',
    ...size,
    '-c',
    dir,
    shell,
  ];
  const quoted = first.map((arg) => `'${arg.replaceAll("'", "'\\''")}'`).join(' ');
  const server =
    isolation === 'namespace' ? ['unshare', ...namespace(`exec tmux ${quoted}`)] : ['tmux', ...first];
  await exec(server[0] ?? '', server.slice(1), { env: environment as never });
  await tmux('set-option', '-g', 'history-limit', '20000');

  const target = (name: string): string => `user:${name}`;
  const read = (name: string): Promise<string> =>
    tmux('capture-pane', '-p', '-J', '-S', '-', '-t', target(name));
  const type = async (name: string, line: string): Promise<void> => {
    await tmux('send-keys', '-t', target(name), '-l', line);
    await tmux('send-keys', '-t', target(name), 'Enter');
  };
  const see = async (name: string, what: RegExp, timeoutMs = 60_000): Promise<string> => {
    let text = '';
    const isThereNow = async (): Promise<boolean> => what.test((text = await read(name)));
    await until(isThereNow, { timeoutMs, what: String(what) }).catch((error: Error) => {
      throw new Error(`${error.message} The window ${name} shows:\n${text.trim()}`);
    });
    return text;
  };
  return {
    read,
    type,
    see,
    open: async (name) => void (await tmux('new-window', '-d', '-n', name, '-c', dir, shell)),
    press: async (name, key) => void (await tmux('send-keys', '-t', target(name), key)),
    async run(name, line, timeoutMs = 60_000) {
      const mark = randomUUID().slice(0, 8);
      await type(name, `${line}; printf '<%s:%d>\\n' ${mark} $?`);
      const seen = await see(name, new RegExp(`<${mark}:\\d+>`), timeoutMs);
      const [, text = '', code = ''] = new RegExp(`${mark} \\$\\?\\n([^]*)<${mark}:(\\d+)>`).exec(seen) ?? [];
      return { code: Number(code), text };
    },
    async close() {
      await tmux('kill-server').catch(() => {});
      await rm(home, { recursive: true, force: true });
    },
  };
}
