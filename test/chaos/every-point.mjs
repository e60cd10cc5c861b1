// `npm run chaos:points`: kills a process at every named point of every engine.
import { run } from '../../scripts/lib/process.mjs';

const env = { ...process.env, HOOKLATCH_EVERY_POINT: 'true' };
const { ok } = await run(['vitest', 'run', '--project=workspace', 'test/chaos/crash-points.test.ts'], {
  env,
});
process.exitCode = ok ? 0 : 1;
