// Another process that writes two hundred captures into a file.
import { openCaptures } from '../../src/lib/captures/capture-store.ts';

const store = openCaptures(process.argv[2] as string);
for (let at = 0; at < 20; at += 1) {
  const some = Array.from({ length: 10 }, () =>
    store.add({ method: 'POST', target: '/', headers: [], body: Buffer.from('x') }, { outcome: 'unchecked' }),
  );
  await Promise.all(some);
}
await store.close();
