// The operator: sends every event that was kept through again, those first that it has not heard of. Prints `ready`.
import { readConfig } from '../config.ts';
import { endWithParent } from '../end-with-parent.ts';
import { openEngine } from '../engines.ts';
import { failpoints } from '../failpoint.ts';
import { readLog, writeLog } from '../logs.ts';

endWithParent();
const config = readConfig();
const { dir } = config;
const engine = await openEngine(config, failpoints(dir));
console.log('ready');
const answered = new Set(readLog(dir, 'replays').map(({ id }) => id));
for (const { id, message = '' } of readLog(dir, 'kept')) {
  if (answered.has(id)) continue;
  const isReplayed = await engine.inbox.replay(message);
  writeLog(dir, 'replays', { id, message, note: isReplayed ? 'replayed' : 'not replayed' });
}
await engine.close();
