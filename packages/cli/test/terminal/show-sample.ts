import { processIo } from '../../src/lib/io.ts';
import { showListener } from '../../src/lib/terminal/show-listener.ts';
import { createSampleListener } from './sample-listener.ts';

// What runs in the tests' terminal: `show-sample.ts <file> [fail-after-ms]`.
const [file = '', failAfter] = process.argv.slice(2);
const listener = createSampleListener(file);
if (failAfter !== undefined) {
  setTimeout(() => {
    throw new Error('thrown on purpose');
  }, Number(failAfter));
}
process.exitCode = await showListener(listener, processIo());
await listener.captures.close();
