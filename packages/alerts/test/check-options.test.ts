import { expect, test } from 'vitest';
import { alerts } from '../src/index.ts';
import { memoryOutbox } from '../src/memory.ts';
import { slack } from '../src/slack.ts';

test.each<[string, object, RegExp]>([
  ['no channel', { channels: {} }, /needs a channel/],
  [
    'a channel that is none',
    { channels: { ops: { url: 'https://example.com' } } },
    /channel ops of alerts is none/,
  ],
  ['a rule that is none', { rules: [{ id: 'a' }] }, /at match/],
  [
    'two rules of one id',
    {
      rules: [
        { id: 'a', match: { on: 'event' } },
        { id: 'a', match: { on: 'failure' } },
      ],
    },
    /have the id a/,
  ],
  [
    'a rule for nobody',
    { rules: [{ id: 'a', match: { on: 'event' }, channels: ['none'] }] },
    /names the channel none/,
  ],
  ['a rate for nobody', { rates: { none: {} } }, /rate for the channel none/],
  ['a rate that is none', { rates: { ops: { perSecond: 0 } } }, /perSecond/],
  ['a short lease', { leaseMs: 1 }, /leaseMs/],
  ['no poll', { pollMs: 0 }, /pollMs/],
])('%s is a TypeError', (_, options, message) => {
  const channels = { ops: slack({ url: 'https://hooks.example.com/' }) };
  expect(() => alerts({ rules: [], channels, outbox: memoryOutbox(), ...options })).toThrow(message);
  expect(() => alerts({ rules: [], channels, outbox: memoryOutbox(), ...options })).toThrow(TypeError);
});
