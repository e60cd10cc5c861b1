import { fixtureTypes } from '@hooklatch/testing';
import { CliError } from '../cli-error.ts';
import { failed, skipped, type CheckGroup, type CheckResult, type Finding } from './check.ts';
import { groups } from './groups.ts';
import { createStage, type CertifyOptions, type Stage } from './stage.ts';

/** What `certify` has found. */
export interface Certificate {
  readonly url: string;
  readonly provider: string;
  /** Whether nothing has failed. */
  readonly isCertified: boolean;
  readonly results: readonly CheckResult[];
  readonly milliseconds: number;
}

/** Which checks are wanted, by their names or those of their groups. */
export interface Selection {
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
  /** Called before each check. */
  readonly onCheck?: (name: string, index: number, total: number) => void;
}

/** These tell something also where genuine deliveries are refused. */
const independent = new Set(['genuine', 'https', 'leaks']);

/**
 * Attacks an endpoint, and says what it has withstood.
 *
 * @param given - the endpoint, the provider and what signs
 * @param selection - which checks
 * @returns what was found
 * @throws CliError `unreachable` where nobody listens, `unknown_check` where a name is none
 */
export async function certify(given: CertifyOptions, selection: Selection = {}): Promise<Certificate> {
  const wanted = select(selection);
  const started = performance.now();
  const [known] = await fixtureTypes(given.provider.name);
  const type = given.type ?? known;
  const stage = createStage({ ...given, ...(type !== undefined && { type }) });
  const total = wanted.reduce((sum, { checks }) => sum + checks.length, 0);
  const results: CheckResult[] = [];
  let isGenuine = true;
  for (const { name: group, checks } of wanted) {
    for (const { name, title, run } of checks) {
      selection.onCheck?.(name, results.length, total);
      const finding: Finding =
        isGenuine || independent.has(name)
          ? await runCheck(run, stage)
          : skipped('Genuine deliveries are not accepted, so that this would prove nothing.');
      if (name === 'genuine') isGenuine = finding.outcome === 'passed';
      results.push({ group, name, title, ...finding });
    }
  }
  return {
    url: given.url,
    provider: given.provider.name,
    isCertified: results.every(({ outcome }) => outcome !== 'failed'),
    results,
    milliseconds: performance.now() - started,
  };
}

/** A check that cannot be made is no verdict on the endpoint, but it is no certificate either. */
async function runCheck(run: (stage: Stage) => Promise<Finding>, stage: Stage): Promise<Finding> {
  try {
    return await run(stage);
  } catch (error) {
    stage.options.signal.throwIfAborted();
    if (error instanceof TypeError) return skipped(`It cannot be made: ${error.message}`);
    const isGone = error instanceof CliError && error.code === 'unreachable';
    // Nobody was there at all: there is nothing to certify.
    if (!isGone || stage.exchanges.length === 0) throw error;
    return failed('Nobody listens any more.', 'See the log of the server: this request has taken it down.');
  }
}

/** @throws CliError where a name is none */
function select({ only = [], skip = [] }: Selection): readonly CheckGroup[] {
  const names = new Set(groups.flatMap(({ name, checks }) => [name, ...checks.map((check) => check.name)]));
  const unknown = [...only, ...skip].find((name) => !names.has(name));
  if (unknown !== undefined) {
    throw new CliError('unknown_check', `There is no check named ${JSON.stringify(unknown)}.`, {
      hint: 'hooklatch certify --list names all of them.',
    });
  }
  return groups.map(({ checks, ...group }) => ({
    ...group,
    checks: checks.filter(({ name }) => {
      const has = (list: readonly string[]): boolean => list.includes(name) || list.includes(group.name);
      // Without a genuine delivery that is accepted nothing else proves anything.
      return name === 'genuine' || ((only.length === 0 || has(only)) && !has(skip));
    }),
  }));
}
