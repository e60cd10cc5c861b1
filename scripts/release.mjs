// Builds, packs and publishes what is not published yet, and tags it. `--dry-run` packs and lists, and publishes nothing.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { packAll } from './lib/pack.mjs';
import { run } from './lib/process.mjs';
import { cache } from './lib/workspace.mjs';

const isDryRun = process.argv.includes('--dry-run');
const packed = join(cache, 'release');

// npm attests the origin of a package only from a workflow that may ask for an identity token.
const hasIdentity = Boolean(process.env.ACTIONS_ID_TOKEN_REQUEST_URL);
const provenance = hasIdentity ? { PNPM_CONFIG_PROVENANCE: 'true' } : {};

async function must(command) {
  const { ok, output } = await run(command, { env: { ...process.env, ...provenance } });
  if (!ok) throw new Error(`${command.join(' ')} failed ${output}`.trim());
}

async function listTarballs() {
  for (const { name, tarball } of await packAll(packed)) {
    const { output } = await run(['tar', '-tzf', tarball], { quiet: true });
    const files = output
      .trim()
      .split('\n')
      .map((file) => `  ${file.replace(/^package\//, '')}`);
    console.log(`${name}, ${files.length} files\n${files.toSorted().join('\n')}`);
  }
}

try {
  await must(['node', 'scripts/exports.mjs', '--check']);
  await must(['node', 'scripts/build.mjs']);
  if (isDryRun) {
    await listTarballs();
  } else {
    if (!hasIdentity)
      throw new Error('publishing is for the release workflow; here: npm run release -- --dry-run');
    rmSync(packed, { recursive: true, force: true });
    await must(['changeset', 'pack', '--out-dir', packed]);
    await must(['changeset', 'publish', '--from-pack-dir', packed]);
  }
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
