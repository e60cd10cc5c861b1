import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';

// What applications read by themselves: Workers, Node's --env-file, Next. The last one counts.
const files = ['.dev.vars', '.env', '.env.local'];

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * The environment, and below it what stands in the files of a directory that hold an application's variables.
 *
 * @param dir - where the command was called
 * @param env - counts more than any file
 * @returns all of the variables
 */
export function withEnvFiles(dir: string, env: Variables): Variables {
  return Object.assign({}, ...files.map((name) => readVariables(join(dir, name))), env) as Variables;
}

function readVariables(file: string): Variables {
  try {
    return parseEnv(readFileSync(file, 'utf8'));
  } catch {
    // It is not there, or is not for us.
    return {};
  }
}
