// The provider: sends signed events to the receivers, each until it is answered 2xx, and some again afterwards.
// Arguments: first number, count, events a second, then the receivers' ports. Prints `done` at the end.
import { readConfig } from '../config.ts';
import { createDeliver } from '../deliver.ts';
import { endWithParent } from '../end-with-parent.ts';
import { idOf, planOf, seeded } from '../plan.ts';

endWithParent();
const { dir, seed } = readConfig();
const [first = 0, count = 0, rate = 100, ...ports] = process.argv.slice(2).map(Number);
const random = seeded(seed + first);
const { deliver, close } = createDeliver(dir, () => ports[Math.floor(random() * ports.length)] as number);
const mostAtOnce = 100;

async function send(number: number): Promise<void> {
  const [id, payload] = [idOf(seed, number), planOf(seed, number)];
  // A provider whose answer got lost sends once more.
  do await deliver(id, payload);
  while (random() < 0.1);
}

const started = performance.now();
const sending = new Set<Promise<void>>();
for (let index = 0; index < count; index += 1) {
  const due = started + (index * 1000) / rate;
  const early = due - performance.now();
  if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
  while (sending.size >= mostAtOnce) await Promise.race(sending);
  const one = send(first + index).finally(() => sending.delete(one));
  sending.add(one);
}
await Promise.all(sending);
close();
console.log('done');
