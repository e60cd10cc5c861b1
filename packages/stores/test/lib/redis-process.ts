import { redisStore } from '../../src/redis.ts';
import { openers } from './redis-clients.ts';

/** What the test asks a process for: one method of the store, several times at once. */
export interface ProcessRequest {
  readonly method: 'claim' | 'extend' | 'complete' | 'release';
  readonly args: readonly (string | number)[];
  readonly times: number;
}

// Started by a test, with the client's name and the server's URL: it does what it is told until it is let go.
const [, , name = '', url = ''] = process.argv;
const opened = await openers[name]?.(url);
if (!opened) throw new Error(`There is no client called ${name}.`);
const store = redisStore({ client: opened.client });
process.on('message', ({ method, args, times }: ProcessRequest) => {
  const ask = store[method] as (...values: readonly (string | number)[]) => Promise<unknown>;
  void Promise.all(Array.from({ length: times }, () => ask(...args))).then((answers) =>
    process.send?.(answers),
  );
});
process.on('disconnect', () => opened.close());
process.send?.('ready');
