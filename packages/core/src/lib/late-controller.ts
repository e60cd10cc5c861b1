/** What an AbortController was aborted with, and its signal, which is made when somebody asks for it: most never do. */
export interface LateSignal {
  readonly signal: AbortSignal;
  /** Undefined until it is aborted. */
  readonly reason: unknown;
}

/** The same of a signal that is there. */
export function toLateSignal(signal: AbortSignal): LateSignal {
  return {
    signal,
    get reason(): unknown {
      return signal.reason;
    },
  };
}

/** An AbortController of that kind. A class, because a getter on each object would cost more than it saves. */
export class LateController implements LateSignal {
  reason: unknown;
  #controller: AbortController | undefined;

  get signal(): AbortSignal {
    if (!this.#controller) {
      this.#controller = new AbortController();
      if (this.reason !== undefined) this.#controller.abort(this.reason);
    }
    return this.#controller.signal;
  }

  abort(reason: unknown): void {
    this.reason ??= reason;
    this.#controller?.abort(reason);
  }
}
