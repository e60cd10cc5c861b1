// Brings the engine up to date, and ends. Prints `ready` when it has begun.
import { readConfig } from '../config.ts';
import { endWithParent } from '../end-with-parent.ts';
import { openEngine } from '../engines.ts';
import { failpoints } from '../failpoint.ts';

endWithParent();
const config = readConfig();
console.log('ready');
const engine = await openEngine(config, failpoints(config.dir));
await engine.prepare();
await engine.close();
