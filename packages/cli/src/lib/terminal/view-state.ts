import type { Capture } from '../captures/capture.ts';
import type { Explanation } from '../explain-delivery.ts';
import type { CaptureWindow } from './capture-window.ts';
import type { DiffLine } from './diff-captures.ts';
import type { Lines } from './lines.ts';

/** The parts of a capture's detail, in the order of their tabs. */
export const tabs = ['overview', 'headers', 'body', 'verification', 'answers'] as const;

/** One of {@link tabs}. */
export type Tab = (typeof tabs)[number];

/** How a body is shown. */
export const bodyForms = ['tree', 'text', 'hex'] as const;

/** One of {@link bodyForms}. */
export type BodyForm = (typeof bodyForms)[number];

/** What a key has done, or why not. */
export interface Notice {
  readonly text: string;
  readonly isBad?: boolean;
}

/** A capture that is open. */
export interface OpenCapture {
  readonly capture: Capture;
  /** Undefined until it is known, and where nothing is verified. */
  readonly explanation?: Explanation;
}

/** Two captures that are compared. */
export interface OpenDiff {
  readonly left: Capture;
  readonly right: Capture;
  readonly lines: readonly DiffLine[];
}

/** What the terminal view shows now. */
export interface ViewState {
  readonly window: CaptureWindow;
  /** The address of the web inspector, with its token. */
  readonly inspector: string | undefined;
  screen: 'list' | 'detail' | 'diff' | 'help';
  /** Where `help` and `diff` go back to. */
  from: 'list' | 'detail' | 'diff';
  tab: Tab;
  form: BodyForm;
  /** The first line that is seen of a detail or a difference. */
  scroll: number;
  /** How many lines the detail or the difference has, and how many of them are seen. */
  extent: { count: number; height: number };
  /** The first row of the list that is seen. */
  top: number;
  /** What the list is filtered by. */
  filter: string;
  /** What is being typed after `/`. */
  input: string | undefined;
  /** The first of two to compare. */
  marked: string | undefined;
  notice: Notice | undefined;
  open: OpenCapture | undefined;
  diff: OpenDiff | undefined;
  /** The lines that were made last, and of what: they are made once, and not for each frame. */
  made: { readonly of: readonly unknown[]; readonly lines: Lines } | undefined;
}

/** What the view begins with: the list, at the newest. */
export function createViewState(window: CaptureWindow, inspector?: string): ViewState {
  return {
    window,
    inspector,
    screen: 'list',
    from: 'list',
    tab: 'overview',
    form: 'tree',
    scroll: 0,
    extent: { count: 0, height: 0 },
    top: 0,
    filter: '',
    input: undefined,
    marked: undefined,
    notice: inspector === undefined ? undefined : { text: `Inspector: ${inspector}` },
    open: undefined,
    diff: undefined,
    made: undefined,
  };
}
