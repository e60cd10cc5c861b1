import { exitCode, type ExitCode } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { createCaptureWindow } from './capture-window.ts';
import { listHeight, toFrame } from './frame.ts';
import { pressKey } from './press-key.ts';
import { readKeys, type Key } from './read-keys.ts';
import { createScreen, type Screen, type TerminalOutput } from './screen.ts';
import { createThrottle } from './throttle.ts';
import { createViewActions } from './view-actions.ts';
import { createViewState } from './view-state.ts';
import type { ViewedListener } from './viewed-listener.ts';

// At most 30 frames a second, and what changes outside is read at most five times.
const frameMs = 34;
const refreshMs = 200;

/** What else the view tells. */
export interface ShowOptions {
  /** The address of the web inspector, where there is one. */
  readonly inspector?: string | undefined;
}

/**
 * Shows what a listener receives on the whole terminal, until `q`, Ctrl-C or a signal. The terminal is given back as it
 * was, whatever happens.
 *
 * @param listener - it is not closed
 * @param io - its standard input and output are a terminal
 * @param options - what else it tells
 */
export async function showListener(
  listener: ViewedListener,
  io: Io,
  options: ShowOptions = {},
): Promise<ExitCode> {
  const screen = createScreen(io.stdout, io.style);
  // An exception that nobody catches, and `process.exit` elsewhere, end by here too.
  const leave = (): void => screen.leave();
  process.once('exit', leave);
  screen.enter();
  try {
    return await runView(listener, io, screen, options);
  } finally {
    screen.leave();
    process.off('exit', leave);
  }
}

function runView(
  listener: ViewedListener,
  io: Io,
  screen: Screen,
  { inspector }: ShowOptions,
): Promise<ExitCode> {
  let resolve!: (code: ExitCode) => void;
  let reject!: (reason: unknown) => void;
  const ended = new Promise<ExitCode>((...settle) => {
    [resolve, reject] = settle;
  });
  const guard = (work: () => void): void => {
    try {
      work();
    } catch (error) {
      reject(error);
    }
  };
  const state = createViewState(createCaptureWindow(listener.captures), inspector);
  const draw = createThrottle(frameMs, () =>
    guard(() => screen.draw(toFrame(state, listener, screen.size()))),
  );
  const actions = createViewActions(state, listener, io, draw.call);
  const refresh = createThrottle(refreshMs, () => {
    guard(() => {
      state.window.refresh([state.top, state.top + listHeight(screen.size())]);
      reopen();
      draw.call();
    });
  });
  const reopen = (): void => {
    const { open } = state;
    const capture = open && listener.captures.get(open.capture.id);
    if (capture !== undefined) state.open = { ...open, capture };
  };
  // One key after the other, also where one takes time.
  let busy: Promise<unknown> = Promise.resolve();
  const onKey = (key: Key): void => {
    if (key.name === 'ctrl-c') return resolve(exitCode.interrupted);
    if (key.name === 'ctrl-l') screen.invalidate();
    busy = busy.then(async () => {
      if (await pressKey(state, key, actions)) resolve(exitCode.ok);
      draw.call();
    });
    busy.catch(reject);
  };
  const onResize = (): void => {
    screen.invalidate();
    draw.call();
  };
  const onAbort = (): void => resolve(exitCode.interrupted);
  const output: TerminalOutput = io.stdout;
  const stopKeys = readKeys(io.stdin, onKey);
  const stopChanges = listener.onChange((change) => {
    if (change.kind === 'notice') state.notice = { text: change.text };
    refresh.call();
  });
  // Another process may replay, or listen too.
  const stopWatching = listener.captures.watch(refresh.call);
  output.on?.('resize', onResize);
  io.signal.addEventListener('abort', onAbort);
  if (io.signal.aborted) onAbort();
  guard(() => state.window.reset());
  draw.call();
  return ended.finally(() => {
    stopKeys();
    stopChanges();
    stopWatching();
    draw.stop();
    refresh.stop();
    output.off?.('resize', onResize);
    io.signal.removeEventListener('abort', onAbort);
  });
}
