import type { AlertsOptions } from '../../src/index.ts';

/** What the process that is killed, and the one after it, have in common. */
export const crashOptions: Pick<AlertsOptions, 'rules' | 'rates' | 'leaseMs' | 'pollMs' | 'onSend'> = {
  rules: [
    { id: 'each', match: { on: 'event' }, template: { title: 'each {id}' } },
    {
      id: 'sums',
      name: 'sums',
      match: { on: 'event' },
      mode: { kind: 'throttle', limit: 0, groupWaitMs: 1000 },
    },
    { id: 'digest', name: 'digest', match: { on: 'event' }, mode: { kind: 'digest', cron: '0 * * * *' } },
  ],
  rates: { ops: { perSecond: 1000, burst: 1000 } },
  leaseMs: 300,
  pollMs: 10,
  onSend: false,
};
