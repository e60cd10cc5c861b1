import { writeFileSync } from 'node:fs';

/** Writes what vitest counted to the file named in HOOKLATCH_TOTALS, for scripts/run.mjs to add up. */
export default class TotalsReporter {
  onTestRunEnd(modules, unhandledErrors) {
    const file = process.env.HOOKLATCH_TOTALS;
    if (file === undefined) return;
    const totals = { passed: 0, failed: unhandledErrors.length, skipped: 0 };
    for (const module of modules) {
      if (module.errors().length > 0) totals.failed += 1;
      for (const test of module.children.allTests()) totals[test.result().state] += 1;
    }
    writeFileSync(file, JSON.stringify(totals));
  }
}
