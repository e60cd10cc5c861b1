import { failed, passed, skipped, type CheckGroup, type Finding } from '../check.ts';
import { diagnoseRefusal } from '../diagnose-refusal.ts';
import { explainAnswer, seconds } from '../explain-answer.ts';
import { isAccepted, told } from '../judge.ts';
import { toAcceptance } from '../row.ts';
import type { Stage } from '../stage.ts';
import { isLoopback } from '../target.ts';

async function genuine(stage: Stage): Promise<Finding> {
  const exchange = await stage.send(await stage.genuine());
  if (isAccepted(exchange, stage)) {
    if (exchange.milliseconds <= stage.deadlineMs) return passed(told(exchange), exchange);
    const advice = 'Keep the event, answer, and do the work afterwards.';
    return failed(
      `It is accepted too late: ${told(exchange)}, and ${stage.provider.name} waits ${seconds(stage.deadlineMs)}.`,
      advice,
      exchange,
    );
  }
  const { text, change } = explainAnswer(exchange) ?? (await diagnoseRefusal(stage, exchange));
  return failed(text, change, exchange);
}

async function encrypted({ options }: Stage): Promise<Finding> {
  const url = new URL(options.url);
  if (url.protocol === 'https:') return passed('https');
  if (isLoopback(url)) return skipped('This machine alone sees what is sent to it.');
  return failed(
    'Deliveries come over plain http: whoever stands on the way reads them, and can answer in your place.',
    'Give the provider an https: URL; most refuse any other in production.',
  );
}

const unknown =
  'Answer 2xx to types that have no handler: providers add some, and send again what is refused until they turn the endpoint off.';

/** What a provider sends every day. */
export const everyday: CheckGroup = {
  name: 'everyday',
  title: 'what the provider sends every day',
  checks: [
    { name: 'genuine', title: 'a genuine delivery is accepted', run: genuine },
    { name: 'https', title: 'deliveries are encrypted on their way', run: encrypted },
    toAcceptance({
      name: 'unknown-type',
      title: 'an event of an unknown type is accepted',
      make: (stage) => stage.genuine({ type: 'hooklatch.certify_unknown', payload: {} }),
      change: unknown,
    }),
    toAcceptance({
      name: 'prototype-type',
      title: 'an event whose type is constructor is accepted like any other unknown one',
      make: (stage) => stage.genuine({ type: 'constructor', payload: {} }),
      change: 'Look handlers up in a Map, or among own properties only: every object has a constructor.',
    }),
  ],
};
