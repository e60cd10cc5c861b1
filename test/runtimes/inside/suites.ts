import { createWebhook, WebhookError } from '@hooklatch/core';
import { memoryStore } from '@hooklatch/core/store';
import { memoryInbox } from '@hooklatch/inbox/memory';
import { providerNames } from '@hooklatch/providers';
import { sign, throwAway } from '@hooklatch/testing';
import { runVector, type Vector } from '@hooklatch/testing/conformance';
import { describeEngine, describeStore } from '@hooklatch/testing/contract';
import { collect, type Collected } from '../collect.ts';

/** Engines wait more than they work: as many facts at once, with room for a busy machine. */
export const engineLanes = 16;
export const engineUnitMs = 600;

/** A suite that runs inside of a runtime; `given` is what the request brings. */
export type Suite = (given: unknown) => Promise<Collected>;

const runVectors: Suite = (given) =>
  collect(({ test }) => {
    for (const vector of given as readonly Vector[]) {
      test(vector.name, async () => {
        const { ok, found } = await runVector(vector);
        if (!ok) throw new Error(`expected ${JSON.stringify(vector.expect)}, found ${found}`);
      });
    }
  });

const runRoundTrips: Suite = () =>
  collect(({ test }) => {
    for (const name of providerNames) {
      test(`${name} accepts what it signs, and no other body`, async () => {
        const { provider, secret, url } = await throwAway(name);
        const webhook = createWebhook(provider, { store: false });
        const delivery = await sign(provider, { secret, url });
        const { provider: found, trust } = await webhook.verify(delivery);
        if (found !== name) throw new Error(`the event is one of ${found}`);
        if (trust.payload !== 'signed') return;
        const body = new TextEncoder().encode('{"forged":true}');
        const refused = await webhook.verify({ ...delivery, body }).catch((error: unknown) => error);
        if (!WebhookError.is(refused)) throw new Error(`another body: ${String(refused)}`);
      });
    }
  });

async function openStore() {
  let time = Date.now();
  const store = memoryStore({ now: () => time });
  return { store, other: store, wait: (ms: number) => void (time += ms), close() {} };
}

async function openInbox() {
  let ahead = 0;
  const inbox = memoryInbox({ now: () => Date.now() + ahead });
  return { inbox, other: inbox, endLeases: () => void (ahead += 3_600_000), close() {} };
}

const oneClient = 'an inbox in memory has one client';
const leftOut = {
  'closing an inbox waits for what it was given to keep': oneClient,
  'when one inbox is closed the other keeps and handles messages': oneClient,
};

/** By the name that is asked for. */
export const suites: Readonly<Record<string, Suite>> = {
  vectors: runVectors,
  'round-trips': runRoundTrips,
  'memory-store': () => collect((runner) => describeStore(runner, openStore)),
  'memory-inbox': () =>
    collect((runner) => describeEngine(runner, openInbox, { leftOut, unitMs: engineUnitMs }), engineLanes),
};
