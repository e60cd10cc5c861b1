import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { root } from './workspace.mjs';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const windows = process.platform === 'win32';

function kill(child, signal) {
  try {
    if (windows) child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // It has ended by itself.
  }
}

function limit(child, minutes, say) {
  const end = () => {
    say(`\nstopped after ${minutes} minutes\n`);
    kill(child, 'SIGTERM');
  };
  return [
    setTimeout(end, minutes * 60_000),
    setTimeout(() => kill(child, 'SIGKILL'), minutes * 60_000 + 5000),
  ];
}

/**
 * Runs a command and gives what came of it; it never throws. A signal that stops this process stops the command first.
 * @param {readonly string[]} command the program and its arguments
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, quiet?: boolean, minutes?: number }} options `quiet` keeps the output
 *   instead of showing it; after `minutes` the command is stopped, with all that it started
 * @returns {Promise<{ ok: boolean, output: string }>}
 */
export async function run(
  [program, ...args],
  { cwd = root, env = process.env, quiet = false, minutes } = {},
) {
  const child = spawn(program, args, {
    cwd,
    env,
    shell: windows,
    detached: !windows, // a group of its own, so that all of it can be stopped
    stdio: quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
  }
  let stopped = false;
  const stop = (signal) => {
    stopped = true;
    kill(child, signal);
  };
  const timers = minutes === undefined ? [] : limit(child, minutes, (line) => (output += line));
  for (const signal of signals) process.on(signal, stop);
  // npm that is killed kills its shell, and passes nothing on.
  const parent = process.ppid;
  const orphaned = setInterval(() => process.ppid !== parent && stop('SIGTERM'), 500);
  try {
    const [code, signal] = await once(child, 'close');
    if (stopped) process.exit(1);
    return { ok: code === 0, output: signal === null ? output : `${output}\nended by ${signal}\n` };
  } catch (error) {
    return { ok: false, output: `${output}\n${program}: ${error.message}\n` };
  } finally {
    for (const timer of timers) clearTimeout(timer);
    clearInterval(orphaned);
    for (const signal of signals) process.off(signal, stop);
  }
}
