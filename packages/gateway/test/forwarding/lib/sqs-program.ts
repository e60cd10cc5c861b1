// Puts a message into a queue of SQS as a destination does: `node sqs-program.ts <queue's URL>`.
import { openQueue, type HandOffDestination } from '../../../src/lib/forwarding/open-queue.ts';

const config = {
  queueUrl: process.argv[2] ?? '',
  region: 'eu-west-1',
  accessKeyId: 'local',
  secretAccessKey: 'fake',
};
const door = await openQueue({ kind: 'sqs', id: 'dst', config, row: {} } as HandOffDestination, console.warn);
const message = {
  id: 'f6b0e0ff-0000-8000-8000-000000000001',
  key: 'shop:msg-1',
  endpoint: 'shop',
  provider: 'stripe',
  type: 'invoice.paid',
  receivedAt: 1,
  method: 'POST',
  url: 'https://gateway.example/in/x',
  headers: [],
  body: new TextEncoder().encode('{}'),
  proof: { scheme: 0, secretIndex: 0 },
};
console.log(await door.put(message));
await door.check();
console.log('checked');
await door.close();
