import { hasPostgres, portVariable, startLent } from './postgres.ts';

/**
 * Starts one PostgreSQL for a run of all the tests: each file starting its own is what they would wait for. A run of a few
 * files is quicker without.
 *
 * @returns what ends it
 */
export async function setup(): Promise<(() => Promise<void>) | undefined> {
  // Every project of the run comes here.
  if (!process.env['HOOKLATCH_BUILT'] || !hasPostgres || process.env[portVariable]) return undefined;
  process.env[portVariable] = 'starting';
  const server = await startLent();
  process.env[portVariable] = `${server.port}`;
  return async () => {
    delete process.env[portVariable];
    await server.stop();
  };
}
