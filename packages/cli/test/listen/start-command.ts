import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { scratch } from './stage.ts';

const program = fileURLToPath(new URL('../../src/hooklatch.ts', import.meta.url));

/** Starts `hooklatch listen` in a process of its own. */
export async function startCommand(
  args: readonly string[],
): Promise<{ url: string; kill(): Promise<unknown> }> {
  const child = spawn(process.execPath, ['--conditions=@hooklatch/source', program, 'listen', ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    cwd: scratch(),
  });
  const exit = once(child, 'exit');
  const kill = (): Promise<unknown> => {
    child.kill('SIGKILL');
    return exit;
  };
  onTestFinished(() => void kill());
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  return { url: (JSON.parse(line) as { url: string }).url, kill };
}
