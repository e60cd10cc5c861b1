// `npm run runtimes`: runs every suite on every runtime, and writes docs/runtimes.md.
import { writeFileSync } from 'node:fs';
import { runMatrix } from './run-matrix.ts';
import { toPage } from './to-page.ts';

const matrix = await runMatrix();
let failures = 0;
for (const [runtime, cells] of matrix) {
  for (const [suite, cell] of cells) {
    if ('notSupported' in cell) continue;
    failures += cell.failed.length;
    for (const { name, error } of cell.failed) console.log(`${runtime}: ${suite}: ${name}\n${error}\n`);
  }
}
if (failures > 0) {
  console.log(`${failures} facts failed; docs/runtimes.md stays as it is`);
  process.exitCode = 1;
} else {
  writeFileSync(new URL('../../docs/runtimes.md', import.meta.url), toPage(matrix));
  console.log('wrote docs/runtimes.md');
}
