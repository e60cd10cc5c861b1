import type { Io } from '../io.ts';
import { toPrintable } from '../printable.ts';
import type { NextSteps } from './next-steps.ts';
import type { WrittenFile } from './write-files.ts';

/** What `hooklatch init --json` prints. */
export interface InitResult {
  readonly framework: string;
  readonly provider: string;
  readonly language: 'typescript' | 'javascript';
  readonly test: 'vitest' | 'node';
  readonly files: readonly WrittenFile[];
  /** The file that names the variables, and the lines that it lacks where it was there. */
  readonly envExample: { readonly path: string; readonly missing: readonly string[] };
  readonly next: NextSteps;
}

const stateTexts: Readonly<Record<WrittenFile['state'], string>> = {
  created: 'created',
  kept: 'is there: left as it is',
  planned: 'would be created',
};

/**
 * Says what was created, and what comes next.
 *
 * @param result - of the verb
 * @param dir - the project's directory, as it was given
 * @param io - where it is said
 */
export function printResult(result: InitResult, dir: string, { stdout, style }: Io): void {
  const { files, envExample, next } = result;
  const width = Math.max(...files.map(({ path }) => path.length));
  for (const { path, state } of files) {
    const line = `  ${path.padEnd(width)}  ${stateTexts[state]}`;
    stdout.write(`${state === 'kept' ? style('yellow', line) : line}\n`);
  }
  if (envExample.missing.length > 0) say(`Add to ${envExample.path}`, envExample.missing);
  if (dir !== '.') say('Go there', [`cd ${toPrintable(dir, { isLine: true })}`]);
  if (next.install.length > 0) say('Install', next.install);
  if (next.mount.length > 0) say('Mount it in your application', next.mount);
  say('Run the test that was created: it has a secret of its own', next.test);
  const [copy = '', ...trial] = next.secret;
  say('Put the secret in', [copy]);
  if (trial.length > 0) say('To try it without an account, make one up', trial);
  if (next.deploy.length > 0) say('Deploy it', next.deploy);
  else say('Start', next.start.length > 0 ? next.start : ['your application, as you always do']);
  say(`Send it an event${next.deploy.length > 0 ? '' : ', from another terminal'}`, next.send);

  function say(title: string, lines: readonly string[]): void {
    stdout.write(`\n${style('bold', title)}:\n${lines.map((line) => `  ${line}\n`).join('')}`);
  }
}
