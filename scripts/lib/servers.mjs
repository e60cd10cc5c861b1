// The programs that tests start. They are not part of the repository, so tests of missing ones are left out.
import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const servers = [
  { name: 'Redis', programs: ['redis-server'], package: 'redis-server' },
  { name: 'PostgreSQL', programs: ['postgres', 'initdb', 'psql'], package: 'postgresql' },
  { name: 'tmux', programs: ['tmux'], package: 'tmux' },
  { name: 'Chromium', programs: ['chromium'], package: 'chromium' },
  { name: 'FastAPI', modules: ['fastapi', 'uvicorn'], package: 'python3-fastapi python3-uvicorn' },
];

const debianModules = '/usr/lib/python3/dist-packages';

/** Where Debian keeps PostgreSQL's programs, which are not on PATH: the newest version first. */
function postgresDirs() {
  const root = '/usr/lib/postgresql';
  try {
    const versions = readdirSync(root).toSorted((left, right) => Number(right) - Number(left));
    return versions.map((version) => join(root, version, 'bin'));
  } catch {
    return [];
  }
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Whether a Python module is installed for Debian's own Python, `/usr/bin/python3`.
 * @param {string} name `fastapi`
 * @returns {boolean}
 */
export function hasPythonModule(name) {
  return isExecutable('/usr/bin/python3') && existsSync(join(debianModules, name));
}

/**
 * Finds a program.
 * @param {string} name `redis-server`
 * @returns {string | undefined} its path, or undefined where it is not installed
 */
export function findBinary(name) {
  // Debian's come first, so that all of PostgreSQL's are of one version.
  const dirs = [...postgresDirs(), ...(process.env.PATH ?? '').split(delimiter).filter(Boolean)];
  return dirs.map((dir) => join(dir, name)).find(isExecutable);
}

/** Says in one line what is missing, and what comes of it; nothing where all is there. */
export function reportMissing() {
  const missing = servers.filter(
    ({ programs = [], modules = [] }) =>
      programs.some((name) => findBinary(name) === undefined) || !modules.every(hasPythonModule),
  );
  if (missing.length === 0) return;
  const names = missing.map(({ name }) => name).join(', ');
  const packages = missing.map((server) => server.package).join(' ');
  console.log(`[setup] not installed: ${names}; tests with it are left out. apt-get install ${packages}`);
}
