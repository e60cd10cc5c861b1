// A second process at work on the alerts of a test: `node alert-program.ts <role> <origin as JSON>`.
import { pino } from 'pino';
import { followWithAlerts } from '../../../src/lib/alerting/follow-with-alerts.ts';
import { startAlerting } from '../../../src/lib/alerting/start-alerting.ts';
import { createBus } from '../../../src/lib/bus.ts';
import type { GatewayContext } from '../../../src/lib/context.ts';
import { openDatabase, type DatabaseOrigin } from '../../../src/lib/database/open-database.ts';
import { startRouter, type Follower } from '../../../src/lib/routing/router.ts';
import { defaultSettings } from '../../../src/lib/settings.ts';
import { createVault } from '../../../src/lib/vault.ts';

const [role = '', origin = '{}'] = process.argv.slice(2);
const context: GatewayContext = {
  ...(await openDatabase(JSON.parse(origin) as DatabaseOrigin)),
  vault: createVault('a key for tests that is long enough'),
  bus: createBus(),
  log: pino({ level: 'silent' }),
  settings: { ...defaultSettings, allowedAddresses: ['127.0.0.0/8'] },
  now: Date.now,
};

/** Dies in the transaction, behind everything that was written in it. */
const die: Follower = () => Promise.resolve(void process.kill(process.pid, 'SIGKILL'));

console.log('ready');
if (role === 'route') startRouter(context, [followWithAlerts(context), die]);
else startAlerting(context, { tickMs: 50, pollMs: 20, leaseMs: 600 });
