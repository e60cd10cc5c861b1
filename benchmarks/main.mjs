// Runs every question, one process each. `--short` asserts that what is measured is correct, and allows twice a bound.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = new URL('./', import.meta.url);
const questions = readdirSync(folder).filter((name) => name.endsWith('.mjs') && name !== 'main.mjs');
for (const question of questions) {
  const { status } = spawnSync(
    process.execPath,
    [fileURLToPath(new URL(question, folder)), ...process.argv.slice(2)],
    {
      stdio: 'inherit',
    },
  );
  if (status !== 0) process.exitCode = 1;
}
