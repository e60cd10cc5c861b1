import type { Io } from './io.ts';

/** What takes longer than a second, told on standard error. */
export interface Progress {
  /** Says how far it is. */
  update(text: string): void;
  /** Ends it, and takes the line away. */
  end(): void;
}

const silenceMs = 1000;
const stepMs = 100;
/** Where lines cannot be taken back, few are written. */
const logStepMs = 10_000;
const marks = ['|', '/', '-', '\\'];

/**
 * Tells the progress of something, once it takes longer than a second: in one line of a terminal, elsewhere in a line every
 * ten seconds.
 *
 * @param io - whose standard error is meant
 * @param text - what is done
 */
export function startProgress({ stderr }: Pick<Io, 'stderr'>, text: string): Progress {
  const isTerminal = stderr.isTTY === true;
  let said = text;
  let shown = 0;
  const show = (): void => {
    const line = isTerminal ? `\r\u001B[2K${marks[shown % marks.length]} ${said}` : `${said}\n`;
    shown += 1;
    stderr.write(line);
  };
  let timer = setTimeout(() => {
    show();
    timer = setInterval(show, isTerminal ? stepMs : logStepMs).unref();
  }, silenceMs).unref();
  return {
    update(next) {
      said = next;
    },
    end() {
      clearTimeout(timer);
      if (isTerminal && shown > 0) stderr.write('\r\u001B[2K');
    },
  };
}
