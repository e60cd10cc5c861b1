import { execPath } from 'node:process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openCaptures } from '../src/lib/captures/capture-store.ts';
import type { CaptureStore } from '../src/lib/captures/store.ts';
import { addHostile } from './terminal/add-hostile.ts';
import { hostileTexts } from './terminal/hostile-texts.ts';
import { addSamples } from './terminal/sample-captures.ts';
import { hasTmux, startTmux, type Tmux } from './terminal/tmux.ts';

const script = fileURLToPath(new URL('terminal/show-sample.ts', import.meta.url));
let terminal: Tmux;
let folder: string;
let store: CaptureStore;

beforeEach(async () => {
  if (!hasTmux) return;
  folder = await mkdtemp(join(tmpdir(), 'hooklatch-terminal-'));
  store = openCaptures(join(folder, 'captures.db'));
  terminal = await startTmux();
});

afterEach(async () => {
  if (!hasTmux) return;
  await terminal.stop();
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

const start = async (...args: readonly string[]): Promise<void> => {
  const words = [execPath, '--conditions=@hooklatch/source', script, join(folder, 'captures.db'), ...args];
  const quoted = words.map((word) => `'${word}'`).join(' ');
  await terminal.type(`clear; cd ${folder}; echo outside; ${quoted}; echo "ended $?"`);
  await terminal.until('hooklatch ');
};

const selected = async (): Promise<string> =>
  (await terminal.screen()).split('\n').find((line) => line.startsWith('›')) ?? '';

describe.skipIf(!hasTmux)('the terminal view in tmux (left out where tmux is missing)', () => {
  test('list, live updates, detail and its parts, back, quit', async () => {
    const [oldest] = await addSamples(store, 3);
    await start();
    await terminal.until('1 of 3');
    expect(await selected()).toMatch(
      /14:04:01 POST +\/webhooks\/clerk.* session.ended +✗ signature_mismatch +401/,
    );
    await addSamples(store, 1, 3);
    await terminal.until('1 of 4');
    expect(await selected()).toContain('14:04:02');
    await terminal.press('j', 'Down', 'j');
    await terminal.until('4 of 4');
    await terminal.press('Enter');
    await terminal.until(`${oldest}`);
    await terminal.press('2');
    await terminal.until(/svix-signature +v1,K5oZ/);
    await terminal.press('3');
    await terminal.until('"first_name": "Zoë",');
    await terminal.press('b', 'b');
    await terminal.until('00000000  7b 22 74 79 70 65 22 3a  22 75 73 65 72 2e 63 72');
    await terminal.press('5');
    await terminal.until('"received": true');
    await terminal.press('p');
    await terminal.until(/organization|user.updated/);
    await terminal.press('Escape');
    await terminal.until('3 of 4');
    await terminal.press('?');
    await terminal.until('signed again with the local secret');
    await terminal.press('q', 'q');
    await terminal.until('ended 0');
  });

  test('filter, with an error that is told and put right', async () => {
    await addSamples(store, 20);
    await start();
    await terminal.press('/');
    await terminal.until('⏎ apply');
    await terminal.send('body.number>=18 body..');
    await terminal.press('Enter');
    const refused = await terminal.until('needs a name at character 22');
    expect(refused).not.toContain('⏎ apply');
    expect(refused).toContain('/body.number>=18 body..');
    expect(refused.trimEnd().split('\n').at(-1)).toContain('needs a name');
    for (let index = 0; index < 7; index += 1) await terminal.press('BSpace');
    await terminal.press('Enter');
    const screen = await terminal.until('filter body.number>=18');
    expect(screen).toContain('14:04:18');
    expect(screen).toContain('14:04:17');
    expect(screen).not.toContain('14:04:16');
    await terminal.press('/', 'C-u', 'Enter');
    await terminal.until('14:04:16');
  });

  test('replay, re-signed replay, what differs', async () => {
    await addSamples(store, 3);
    await start();
    await terminal.press('j', 'r');
    await terminal.until(/Replayed cap_\w+ as it came to http:\S+: 202 in 7 ms/);
    await terminal.press('R');
    await terminal.until(/Replayed cap_\w+ re-signed to http:\S+: 202 in 7 ms/);
    await terminal.until((screen) =>
      screen.split('\n').some((line) => line.startsWith('›') && line.includes('202')),
    );
    expect(store.list({ limit: 3 })[1]?.attempts).toBe(3);
    await terminal.press('d', 'j', 'd');
    const screen = await terminal.until('−   "number": 1,');
    expect(screen).toContain('+   "number": 0,');
  });

  test('curl goes to the clipboard and to a file of its owner', async () => {
    await terminal.tmux('set-option', '-s', 'set-clipboard', 'on');
    const [id] = await addSamples(store, 1);
    await start();
    await terminal.press('c');
    await terminal.until(`copied/${id}.sh`);
    const text = await readFile(join(folder, 'copied', `${id}.sh`), 'utf8');
    expect(text).toMatch(/^curl -X POST/);
    expect(text).toContain('svix-signature');
    expect(await terminal.tmux('show-buffer')).toBe(text.trimEnd());
  });

  test('a smaller and a larger window are filled', async () => {
    await addSamples(store, 50);
    await start();
    await terminal.until('14:04:30');
    await terminal.tmux('resize-window', '-t', 'main', '-x', '60', '-y', '12');
    const small = await terminal.until(
      (screen) =>
        !screen.includes('14:04:30') &&
        screen.includes('? help  q quit') &&
        screen.trimEnd().split('\n').length === 12,
    );
    expect(small).not.toContain('PATH');
    await terminal.tmux('resize-window', '-t', 'main', '-x', '140', '-y', '40');
    const large = await terminal.until('14:04:20');
    expect(large).toContain('PATH');
  });

  test('10,000 captures: to the end, and back to the newest', async () => {
    await addSamples(store, 10_000);
    await start();
    await terminal.until(/^ 1 of 10,000/m);
    await terminal.press('G');
    await terminal.until('10,000 of 10,000');
    expect(await selected()).toContain('14:03:59');
    for (let index = 0; index < 50; index += 1) await terminal.press('PageUp');
    await terminal.until(/^ 8,800 of/m);
    expect(await selected()).toContain('14:23:59');
    for (let index = 0; index < 37; index += 1)
      await terminal.press(
        'PageUp',
        'PageUp',
        'PageUp',
        'PageUp',
        'PageUp',
        'PageUp',
        'PageUp',
        'PageUp',
        'PageUp',
        'PageUp',
      );
    await terminal.until(/^ 1 of 10,000/m);
    expect(await selected()).toContain('16:50:38');
  });

  test.each(hostileTexts)('harmless: %s', async (_, text) => {
    await terminal.tmux('set-option', '-s', 'set-clipboard', 'on');
    await addHostile(store, text);
    const title = await terminal.tmux('display-message', '-p', '-t', 'main', '#{pane_title}');
    await start();
    await terminal.press('Enter');
    await terminal.until('1 overview');
    for (const key of ['2', '3', 'b', 'b', 'b', '4', '5', 'Escape', 'd', 'j', 'd']) await terminal.press(key);
    const shown = await terminal.until(/^ hooklatch  − cap_/);
    expect(shown).toContain('Esc back');
    await terminal.press('q', 'q', 'q');
    const after = await terminal.until('ended 0');
    expect(after).toMatch(/^outside\nended 0\nprompt>\s*$/m);
    expect(await terminal.tmux('display-message', '-p', '-t', 'main', '#{pane_title}')).toBe(title);
    expect(await terminal.tmux('list-buffers')).toBe('');
  });

  test.each([
    ['q', 'q', [], 'ended 0'],
    ['Ctrl-C', 'C-c', [], 'ended 130'],
    ['an exception', undefined, ['300'], 'ended 1'],
  ] as const)('gives the terminal back: %s', async (_, key, args, end) => {
    await addSamples(store, 2);
    await start(...args);
    if (key !== undefined) await terminal.press(key);
    expect(await endedAs(end)).toBe('0 1 1');
  });

  test.each(['SIGTERM', 'SIGINT'] as const)('gives the terminal back: %s', async (signal) => {
    await start();
    await terminal.until('Nothing yet');
    const shell = (await terminal.tmux('display-message', '-p', '-t', 'main', '#{pane_pid}')).trim();
    const children = await readFile(`/proc/${shell}/task/${shell}/children`, 'utf8');
    process.kill(Number(children.trim()), signal);
    expect(await endedAs('ended 130')).toBe('0 1 1');
  });
});

/** How the view has left the terminal: the alternate screen, the cursor, wrapping. What stood there is there again. */
async function endedAs(end: string): Promise<string> {
  await terminal.until((screen) => screen.includes('outside') && screen.includes(end));
  const flags = '#{alternate_on} #{cursor_flag} #{wrap_flag}';
  const left = (await terminal.tmux('display-message', '-p', '-t', 'main', flags)).trim();
  // The shell echoes again: the terminal is in raw mode no longer.
  await terminal.type('echo a"b"c');
  await terminal.until('echo a"b"c\nabc\n');
  return left;
}
