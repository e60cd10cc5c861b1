import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './process.mjs';
import { reportMissing } from './servers.mjs';
import { steps } from './steps.mjs';
import { cache } from './workspace.mjs';

const totalsFile = join(cache, 'totals.json');

/** What the step counted itself, else itself; a failure that it did not count is one. */
function totalsOf(ok) {
  const counted = existsSync(totalsFile) ? JSON.parse(readFileSync(totalsFile, 'utf8')) : undefined;
  const { passed = 0, failed = 0, skipped = 0 } = counted ?? { passed: Number(ok) };
  return { passed, failed: ok ? failed : Math.max(failed, 1), skipped };
}

async function runStep(step, env) {
  rmSync(totalsFile, { force: true });
  const started = Date.now();
  if (step.live) console.log(`[${step.name}] ${step.run.join(' ')}`);
  const { ok, output } = await run(step.run, {
    env: {
      ...env,
      HOOKLATCH_TOTALS: totalsFile,
      ...(step.needs?.includes('build') && { HOOKLATCH_BUILT: 'true' }),
      ...(!step.cold && { NODE_COMPILE_CACHE: join(cache, 'compiled') }),
    },
    quiet: !step.live,
    minutes: step.minutes ?? 10,
  });
  if (!ok) process.stdout.write(output);
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  const totals = totalsOf(ok);
  const isGood = totals.failed === 0;
  const hint = isGood || !step.hint ? '' : `; to mend it: ${step.hint}`;
  console.log(`[${step.name}] ${isGood ? 'ok' : 'FAILED'}, ${seconds} s${hint}`);
  return totals;
}

/**
 * Runs every step, also after one has failed, and prints what they count together as the last line.
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<boolean>} whether all passed
 */
export async function runSteps(env) {
  mkdirSync(cache, { recursive: true });
  reportMissing();
  const sum = { passed: 0, failed: 0, skipped: 0 };
  const broken = new Set();
  for (const step of steps) {
    const missing = step.needs?.find((name) => broken.has(name));
    if (missing) console.log(`[${step.name}] FAILED: it needs ${missing}`);
    const totals = missing ? { passed: 0, failed: 1, skipped: 0 } : await runStep(step, env);
    if (totals.failed > 0) broken.add(step.name);
    for (const key of Object.keys(sum)) sum[key] += totals[key];
  }
  if (broken.size > 0) console.log(`failed: ${[...broken].join(', ')}`);
  const skipped = sum.skipped > 0 ? `, ${sum.skipped} skipped` : '';
  console.log(`${sum.passed} passed, ${sum.failed} failed${skipped}`);
  return sum.failed === 0;
}
