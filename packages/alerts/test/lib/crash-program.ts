// What a process does that is killed: `node crash-program.ts <file> <url of the channel> <first id>`. It observes deliveries
// without an end, and says which alerts are kept, at once and line by line, so that nothing of it is lost with it.
import { writeSync } from 'node:fs';
import { slack } from '../../src/slack.ts';
import { sqliteOutbox } from '../../src/sqlite.ts';
import { alerts } from '../../src/index.ts';
import { crashOptions } from './crash-options.ts';

const [file = '', url = '', first = '0'] = process.argv.slice(2);
const observe = alerts({
  ...crashOptions,
  channels: { ops: slack({ url }) },
  outbox: sqliteOutbox({ file }),
});
let id = Number(first);

async function one(): Promise<never> {
  for (;;) {
    const own = `evt_${(id += 1)}`;
    const subject = { headers: { entries: () => [] }, payload: {} };
    const event = { ...subject, id: own, type: 'invoice.paid', events: [] };
    // oxlint-disable-next-line no-await-in-loop
    await observe({
      outcome: 'handled',
      endpoint: 'stripe',
      provider: 'stripe',
      bytes: 2,
      milliseconds: 1,
      warnings: [],
      event: event as never,
    });
    writeSync(1, `${own}\n`);
    // oxlint-disable-next-line no-await-in-loop
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

await Promise.all([one(), one(), one()]);
