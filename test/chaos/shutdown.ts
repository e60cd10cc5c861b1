import { until } from '../servers/until.ts';
import { startSender } from './child.ts';
import { signEvent } from './deliver.ts';
import { flood } from './flood.ts';
import { writeLog } from './logs.ts';
import { idOf, planOf, type ChaosPayload } from './plan.ts';
import type { Stage } from './stage.ts';

/** What came of telling processes to end. */
export interface Shutdown {
  readonly codes: readonly (number | null)[];
  readonly milliseconds: number;
  /** Requests that the receiver had begun and not answered when it was told. */
  readonly inFlight: number;
  /** Those that it has answered since. */
  readonly answered: number;
}

const rate = 150;
const count = 450;
const succeeds: ChaosPayload = { deeds: ['succeed'] };

/** Ends a receiver and a worker while others, and the provider, go on. */
export async function shutDownUnderLoad(stage: Stage, seed: number): Promise<Shutdown> {
  const receiver = await stage.start('receiver', { stopsBusy: true });
  const other = await stage.start('receiver');
  const [worker] = [await stage.start('worker'), await stage.start('worker')];
  for (let at = 0; at < count; at += 1) stage.plans.set(idOf(seed, at), planOf(seed, at));
  stage.plans.set('flood', succeeds);
  const { log, config } = stage;
  const sender = await startSender(config, [0, count, rate, receiver.port, other.port]);
  try {
    const flooding = flood(await signEvent('flood', succeeds), {
      ports: [receiver.port],
      count: 100_000,
      connections: 40,
    });
    await until(() => log('starts').length > count / 4 && log('kept', 'flood').length > 0);
    const started = performance.now();
    const codes = await Promise.all([receiver.stop(), worker.stop()]);
    const milliseconds = performance.now() - started;
    if ((await flooding).has(200)) writeLog(config.dir, 'acks', { id: 'flood' });
    await sender.done;
    await stage.rest();
    const requests = log('requests').map(({ note }) => note);
    return {
      codes,
      milliseconds,
      inFlight: requests.filter((note) => note === 'in flight').length,
      answered: requests.filter((note) => note === 'answered').length,
    };
  } finally {
    sender.stop();
  }
}
