// A second process that sends what is due: `node dispatch-program.ts <URL of PostgreSQL>`.
import { pino } from 'pino';
import { createBus } from '../../../src/lib/bus.ts';
import { openDatabase } from '../../../src/lib/database/open-database.ts';
import { startDispatcher } from '../../../src/lib/forwarding/start-dispatcher.ts';
import { defaultSettings } from '../../../src/lib/settings.ts';
import { createVault } from '../../../src/lib/vault.ts';

const [url = ''] = process.argv.slice(2);
startDispatcher(
  {
    ...(await openDatabase({ url })),
    vault: createVault('a key for tests that is long enough'),
    bus: createBus(),
    log: pino({ level: 'silent' }),
    settings: { ...defaultSettings, allowedAddresses: ['127.0.0.0/8'] },
    now: Date.now,
  },
  { pollMs: 20 },
);
console.log('ready');
