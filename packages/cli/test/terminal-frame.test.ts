import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Io } from '../src/lib/io.ts';
import { createCaptureWindow } from '../src/lib/terminal/capture-window.ts';
import { toFrame } from '../src/lib/terminal/frame.ts';
import { pressKey } from '../src/lib/terminal/press-key.ts';
import { createScreen } from '../src/lib/terminal/screen.ts';
import { createViewActions } from '../src/lib/terminal/view-actions.ts';
import { createViewState } from '../src/lib/terminal/view-state.ts';
import { addHostile } from './terminal/add-hostile.ts';
import { hostileTexts } from './terminal/hostile-texts.ts';
import { addSamples } from './terminal/sample-captures.ts';
import { createSampleListener, type SampleListener } from './terminal/sample-listener.ts';

let folder: string;
let listener: SampleListener;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hooklatch-frame-'));
  listener = createSampleListener(join(folder, 'captures.db'));
});

afterEach(async () => {
  await listener.captures.close();
  await rm(folder, { recursive: true, force: true });
});

// What a screen writes itself: to a place, a style, clearing a line, and one frame at a time.
const own = /^(?:\d+;1H|\d+G|0m|2K|\?2026[hl])/;

describe('what the view writes has no control of strangers', () => {
  test.each(hostileTexts)('%s', async (_, text) => {
    await addHostile(listener.captures, text);
    let written = '';
    const screen = createScreen(
      { write: (part: string) => (written += part), columns: 90, rows: 20 },
      (_style, styled) => styled,
    );
    const state = createViewState(createCaptureWindow(listener.captures));
    const actions = createViewActions(state, listener, {} as Io, () => {});
    state.window.reset();
    screen.enter();
    written = '';
    const keys = [
      'j',
      'enter',
      '2',
      '3',
      'end',
      'b',
      'b',
      '4',
      '5',
      'escape',
      'd',
      'k',
      'd',
      'end',
      'escape',
      '/',
    ];
    for (const name of [...keys, text]) {
      await pressKey(state, { name, isPasted: name === text }, actions);
      screen.draw(toFrame(state, listener, screen.size()));
    }
    expect(written).toContain('cap_');
    const [, ...sequences] = written.split('\u001B[');
    expect(sequences.filter((part) => !own.test(part))).toEqual([]);
    expect(sequences.join('')).not.toMatch(/[\p{Cc}\u061C\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/u);
  });
});

describe('the window of 10,000 captures', () => {
  test('never holds more than 300, and is the same on the way up as on the way down', async () => {
    await addSamples(listener.captures, 2000);
    const window = createCaptureWindow(listener.captures);
    window.reset();
    const down: (string | undefined)[] = [];
    let most = 0;
    for (let index = 0; index < 2000; index += 1) {
      down.push(window.selected()?.id);
      most = Math.max(most, window.rows().length);
      window.move(1);
    }
    expect(most).toBeLessThanOrEqual(300);
    expect(new Set(down).size).toBe(2000);
    const up: (string | undefined)[] = [];
    for (let index = 0; index < 2000; index += 1) {
      up.push(window.selected()?.id);
      window.move(-1);
    }
    expect(up.toReversed()).toEqual(down);
  });

  test('what comes meanwhile moves nothing that is read, and is there when one goes up', async () => {
    await addSamples(listener.captures, 500);
    const window = createCaptureWindow(listener.captures);
    window.reset();
    window.move(350);
    const { id } = window.selected() ?? {};
    await addSamples(listener.captures, 30, 500);
    window.refresh([0, 20]);
    expect([window.selected()?.id, window.above() + window.index()]).toEqual([id, 350]);
    window.move(-350);
    window.move(-100);
    expect(window.selected()?.verdict.eventId).toBe('msg_529');
    expect(window.newer()).toBe(0);
  });

  test('at the top the newest is selected, and answers appear', async () => {
    const [id = ''] = await addSamples(listener.captures, 1);
    const window = createCaptureWindow(listener.captures);
    window.reset();
    await listener.replay(id);
    window.refresh([0, 20]);
    expect(window.selected()?.answer?.status).toBe(202);
    await addSamples(listener.captures, 150, 1);
    window.refresh([0, 20]);
    expect(window.selected()?.verdict.eventId).toBe('msg_150');
    expect(window.rows()).toHaveLength(100);
  });
});
