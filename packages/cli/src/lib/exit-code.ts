/** What the process ends with; `hooklatch --help` and the README say the same. */
export const exitCode = {
  /** All went well, or the answer is yes. */
  ok: 0,
  /** The answer is no: not genuine, not accepted, findings, a difference. */
  no: 1,
  /** The command cannot be understood: an option, a name, a secret, a file that is no request. */
  usage: 2,
  /** Something outside did not work: nobody answers, a file cannot be read or written, a port is taken. */
  failed: 3,
  /** Ended by Ctrl-C. */
  interrupted: 130,
} as const;

/** One of {@link exitCode}. */
export type ExitCode = (typeof exitCode)[keyof typeof exitCode];
