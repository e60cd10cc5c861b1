import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createFakeQueue, md5, SqsFault, type FakeEntry, type FakeQueue } from './sqs-fake-queue.ts';

type Input = Readonly<Record<string, unknown>>;

const largest = 1_048_576;
/** A second of waiting for messages, in milliseconds: nothing is learnt from waiting longer. */
const waitMs = 50;

function sendBatch(queue: FakeQueue, entries: readonly FakeEntry[], refused: string | undefined): object {
  if (entries.length === 0) throw new SqsFault('EmptyBatchRequest');
  if (entries.length > 10) throw new SqsFault('TooManyEntriesInBatchRequest');
  if (new Set(entries.map(({ Id }) => Id)).size < entries.length)
    throw new SqsFault('BatchEntryIdsNotDistinct');
  const bytes = entries.reduce((sum, { MessageBody }) => sum + Buffer.byteLength(MessageBody), 0);
  if (bytes > largest) throw new SqsFault('BatchRequestTooLong');
  const Successful: object[] = [];
  const Failed: object[] = [];
  for (const entry of entries) {
    const { Id } = entry;
    try {
      if (refused !== undefined && entry.MessageBody.includes(refused)) throw new SqsFault('InternalError');
      Successful.push({ Id, MessageId: queue.send(entry), MD5OfMessageBody: md5(entry.MessageBody) });
    } catch (error) {
      Failed.push({ Id, Code: (error as Error).name, SenderFault: true });
    }
  }
  return { Successful, Failed };
}

/** Resolves when there is something, or the time is over, or nobody waits any more. */
async function receive(queue: FakeQueue, input: Input, gone: () => boolean): Promise<object> {
  const { MaxNumberOfMessages: limit = 1, VisibilityTimeout = 30, WaitTimeSeconds = 0 } = input;
  if ((limit as number) < 1 || (limit as number) > 10) throw new SqsFault('InvalidParameterValue');
  if ((WaitTimeSeconds as number) > 20) throw new SqsFault('InvalidParameterValue');
  const until = Date.now() + (WaitTimeSeconds as number) * waitMs;
  for (;;) {
    if (gone()) return {};
    const Messages = queue.receive(limit as number, VisibilityTimeout as number);
    if (Messages.length > 0 || Date.now() >= until) return { Messages };
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

function count({ held }: FakeQueue): object {
  const hidden = held.filter(({ visibleAt }) => visibleAt > Date.now()).length;
  const Attributes = {
    ApproximateNumberOfMessages: String(held.length - hidden),
    ApproximateNumberOfMessagesNotVisible: String(hidden),
  };
  return { Attributes };
}

/** A local server. */
export interface FakeSqs {
  readonly url: string;
  /** Whether every request is answered 503, and which text no message may have. */
  readonly state: { down: boolean; refused: string | undefined };
  /** What was asked, in order. */
  readonly requests: readonly string[];
  queueUrl(name: string): string;
  queue(name: string): FakeQueue;
  close(): Promise<void>;
}

/** Starts a local server that speaks SQS's JSON protocol. Queues are there when they are named. */
export async function startFakeSqs(): Promise<FakeSqs> {
  const queues = new Map<string, FakeQueue>();
  const requests: string[] = [];
  const state: FakeSqs['state'] = { down: false, refused: undefined };
  const queueOf = (url: string): FakeQueue => {
    const name = url.split('/').at(-1) ?? '';
    const queue = queues.get(name) ?? createFakeQueue(name.endsWith('.fifo'));
    queues.set(name, queue);
    return queue;
  };
  const answer = async (action: string, input: Input, gone: () => boolean): Promise<object> => {
    const queue = queueOf(String(input['QueueUrl']));
    const receipt = String(input['ReceiptHandle']);
    if (action === 'SendMessageBatch')
      return sendBatch(queue, input['Entries'] as FakeEntry[], state.refused);
    if (action === 'ReceiveMessage') return receive(queue, input, gone);
    if (action === 'GetQueueAttributes') return count(queue);
    if (action === 'DeleteMessage') queue.delete(receipt);
    else if (action === 'ChangeMessageVisibility') queue.show(receipt, Number(input['VisibilityTimeout']));
    else throw new SqsFault('InvalidAction', action);
    return {};
  };
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const action = String(request.headers['x-amz-target']).replace('AmazonSQS.', '');
    requests.push(action);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    response.setHeader('content-type', 'application/x-amz-json-1.0');
    if (state.down) return void response.writeHead(503).end('{}');
    try {
      const input = JSON.parse(Buffer.concat(chunks).toString()) as Input;
      response.end(JSON.stringify(await answer(action, input, () => response.closed)));
    } catch (error) {
      const { name, message } = error as Error;
      response.writeHead(400).end(JSON.stringify({ __type: `com.amazonaws.sqs#${name}`, message }));
    }
  };
  const server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    state,
    requests,
    queueUrl: (name) => `${url}/000000000000/${name}`,
    queue: queueOf,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
