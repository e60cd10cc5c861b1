// The way into every command of this repository: `node scripts/run.mjs <command> [arguments]`.
// It brings in Node and pnpm where they are missing, installs when the lockfile has changed, and runs the command.
import { runSteps } from './lib/check.mjs';
import { installWorkspace } from './lib/install.mjs';
import { run } from './lib/process.mjs';
import { commands } from './lib/steps.mjs';
import { prepareToolchain } from './lib/toolchain.mjs';

/** Runs a command's lines one after the other; the arguments belong to the last. */
async function runCommand(lines, args, env) {
  for (const [index, line] of lines.entries()) {
    const command = index === lines.length - 1 ? [...line, ...args] : line;
    const { ok, output } = await run(command, { env });
    if (!ok) {
      process.stderr.write(output);
      return false;
    }
  }
  return true;
}

async function main([name, ...args]) {
  if (name !== 'test' && !Object.hasOwn(commands, name ?? '')) {
    console.error(`usage: node scripts/run.mjs <test|${Object.keys(commands).join('|')}> [arguments]`);
    return false;
  }
  const env = await prepareToolchain();
  await installWorkspace(env);
  return name === 'test' ? runSteps(env) : runCommand(commands[name], args, env);
}

try {
  process.exitCode = (await main(process.argv.slice(2))) ? 0 : 1;
} catch (error) {
  console.error(`[setup] ${error.message}`);
  if (process.argv[2] === 'test') console.log('0 passed, 1 failed');
  process.exitCode = 1;
}
