import type { Answer, Capture, CapturedRequest, Verdict } from './capture.ts';

/** What a list shows of a capture: all but headers and bytes, which may be large. */
export interface CaptureSummary {
  readonly id: string;
  readonly receivedAt: number;
  readonly method: string;
  readonly target: string;
  /** The body's length. */
  readonly bytes: number;
  readonly verdict: Verdict;
  /** How many answers there are. */
  readonly attempts: number;
  /** The newest answer, without its headers and body. */
  readonly answer?: Omit<Answer, 'headers' | 'body'>;
}

/** What `toFilter` of `@hooklatch/relay/filter` makes. */
export interface CaptureFilter {
  matches(subject: FilterSubject): boolean;
}

/** What a filter looks at. */
export interface FilterSubject {
  readonly type?: string;
  readonly provider?: string;
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string | readonly string[]>>;
  readonly headers: CapturedRequest['headers'];
  /** The parsed JSON, or a form's fields; undefined where it is neither. */
  readonly body: unknown;
}

/** Which captures, newest first. */
export interface CapturePage {
  readonly filter?: CaptureFilter;
  /** (100) */
  readonly limit?: number;
  /** Only older ones than this id. */
  readonly before?: string;
  /** Only newer ones than this id. */
  readonly after?: string;
}

/** The captures of one file. Several processes may have it open. */
export interface CaptureStore {
  readonly file: string;
  /** Resolves when it is in the file: all of one turn of the event loop share a transaction. */
  add(request: CapturedRequest, verdict: Verdict, receivedAt?: number): Promise<Capture>;
  /** Keeps an answer, with the next number of its capture, soon; undefined where the capture is gone. */
  answer(id: string, answer: Omit<Answer, 'attempt'>): Promise<Answer | undefined>;
  /**
   * A capture by its id, the beginning or the end of it where only one has it, or `last`, `last~1` and so on.
   *
   * @throws CliError where several fit
   */
  get(idOrPart: string): Capture | undefined;
  list(page?: CapturePage): readonly CaptureSummary[];
  count(): number;
  remove(ids: readonly string[]): number;
  /** Removes the oldest, so that this many stay. @returns how many were removed */
  prune(keep: number): number;
  /** Calls back when captures or answers have changed, by whichever process. @returns what ends it */
  watch(callback: () => void): () => void;
  /** Resolves when everything that was added or answered is in the file. */
  settled(): Promise<void>;
  close(): Promise<void>;
}
