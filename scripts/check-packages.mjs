// Packs every public package and reads the tarballs as npm's users will: publint for the manifest, attw for the types.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packAll } from './lib/pack.mjs';
import { run } from './lib/process.mjs';
import { cache } from './lib/workspace.mjs';

// Resolution by `main` alone (TypeScript's old `node10`) knows no subpaths; every other mode is checked.
const checks = [
  { name: 'publint', command: (tarball) => ['publint', 'run', tarball, '--strict'] },
  {
    name: 'attw',
    command: (tarball) => ['attw', tarball, '--profile', 'node16', '--no-emoji', '--format', 'ascii'],
  },
];

const totals = { passed: 0, failed: 0 };
for (const { name, tarball } of await packAll(join(cache, 'packages'))) {
  for (const check of checks) {
    const { ok, output } = await run(check.command(tarball), { quiet: true });
    totals[ok ? 'passed' : 'failed'] += 1;
    if (!ok) console.log(`${check.name} on ${name}:\n${output}`);
  }
}
if (process.env.HOOKLATCH_TOTALS) writeFileSync(process.env.HOOKLATCH_TOTALS, JSON.stringify(totals));
console.log(`${totals.passed} checks of tarballs passed, ${totals.failed} failed`);
process.exitCode = totals.failed > 0 ? 1 : 0;
