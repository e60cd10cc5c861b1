// Type-checks every project of the workspace: `node scripts/check-types.mjs [directory ...]`.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './lib/process.mjs';
import { root, workspaceDirs } from './lib/workspace.mjs';

const asked = process.argv
  .slice(2)
  .map((dir) => (dir.includes('/') || dir === '.' ? dir.replace(/\/$/, '') : `packages/${dir}`));
const hasSources = (dir) => dir === '.' || !dir.startsWith('packages/') || existsSync(join(root, dir, 'src'));
const hasProject = (dir) => existsSync(join(root, dir, 'tsconfig.json'));
// What runs in a browser is a project of its own.
const projects = ['.', ...workspaceDirs()]
  .filter((dir) => asked.length === 0 || asked.includes(dir))
  .filter((dir) => hasProject(dir) && hasSources(dir))
  .flatMap((dir) => [dir, `${dir}/dashboard`].filter(hasProject));

let failed = 0;
async function check(dir) {
  const { ok, output } = await run(['tsc', '--noEmit', '--pretty', 'false', '-p', dir], { quiet: true });
  if (ok) return;
  failed += 1;
  console.log(`${dir}:\n${output.trimEnd()}`);
}

const queue = [...projects];
const worker = async () => {
  for (let dir = queue.shift(); dir !== undefined; dir = queue.shift()) await check(dir);
};
await Promise.all([worker(), worker()]);
console.log(`${projects.length} projects, ${failed} with errors`);
process.exitCode = failed > 0 ? 1 : 0;
