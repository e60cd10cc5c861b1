// A whole gateway in a process of its own, to be killed: `node gateway-program.mjs <options as JSON>`. It prints its
// process's number, and how often it came by each failpoint whenever it is asked. It ends with who has started it.
import { pino } from 'pino';
import { failpoints } from '../../../../../test/chaos/failpoint.ts';
import { createGateway, type GatewayOptions } from '../../../src/index.ts';
import { createClock, speed } from './clock.ts';
import { watchStatements } from './watch-statements.ts';

/** What the process is told. */
export interface ProgramOptions {
  readonly database: GatewayOptions['database'];
  readonly key: string;
  readonly ingestPort: number;
  /** Where armed failpoints are. */
  readonly dir: string;
  /** Of the clock. */
  readonly beginning: number;
}

const { dir, beginning, ...options } = JSON.parse(process.argv[2] ?? '{}') as ProgramOptions;
const points = failpoints(dir);
const passed: Record<string, number> = {};
watchStatements((name) => {
  passed[name] = (passed[name] ?? 0) + 1;
  points.reach(name);
});
// What looks after leases does so as often as its clock says.
const { setInterval: every } = globalThis;
const faster = (callback: () => void, milliseconds: number): NodeJS.Timeout =>
  every(callback, milliseconds / speed);
globalThis.setInterval = faster as typeof setInterval;

await createGateway({
  ...options,
  port: 0,
  allowedAddresses: ['127.0.0.0/8'],
  log: pino({ level: 'warn' }, pino.destination(2)),
  now: createClock(beginning),
});
console.log(`ready ${process.pid}`);
process.stdin.on('data', () => console.log(JSON.stringify(passed)));
process.stdin.on('end', () => process.exit(0));
