import { failed, passed, skipped, warned, type CheckGroup, type Finding } from '../check.ts';
import { anotherSecret } from '../another-secret.ts';
import { isPage, seconds } from '../explain-answer.ts';
import { isAccepted, judgeRefusal, told } from '../judge.ts';
import { findLeak } from '../leaks.ts';
import type { Stage } from '../stage.ts';

/** Signed with another secret: what every endpoint refuses. */
const refuse = async (stage: Stage) =>
  stage.send(await stage.genuine({ secret: await anotherSecret(stage) }));

async function refusalStatus(stage: Stage): Promise<Finding> {
  const exchange = await refuse(stage);
  const { status = 0 } = exchange;
  const { name, definition } = stage.provider;
  const wanted = definition.refusalStatus;
  const general = judgeRefusal(exchange, 'Verify the signature.');
  if (general.outcome !== 'passed') return general;
  if (wanted !== undefined && status !== wanted)
    return failed(
      `A refusal is answered ${status}, and ${name} wants ${wanted}.`,
      `Answer ${wanted}.`,
      exchange,
    );
  if (wanted === undefined && (status === 404 || status === 410)) {
    const advice =
      'Answer 400 or 401: providers take 404 and 410 for an endpoint that is gone, and stop sending.';
    return warned(`A refusal is answered ${status}.`, advice, exchange);
  }
  return passed(wanted === undefined ? told(exchange) : `${told(exchange)}, as ${name} demands`, exchange);
}

async function refusalPage(stage: Stage): Promise<Finding> {
  const exchange = await refuse(stage);
  if (!isPage(exchange)) return passed(told(exchange), exchange);
  const advice =
    "Answer refusals with a status and a short text: it is the framework's error page that is sent, and in development it shows the source.";
  return failed('A refusal is answered with an HTML page.', advice, exchange);
}

async function leaks(stage: Stage): Promise<Finding> {
  const leak = await findLeak(stage);
  if (!leak) return passed(`seen in ${stage.exchanges.length} answers`);
  return failed(`An answer holds ${leak.what}: ${told(leak.exchange)}.`, leak.change, leak.exchange);
}

async function time(stage: Stage): Promise<Finding> {
  const { facts, name } = stage.provider;
  const known = facts.deadlineMs === undefined ? '' : ` (${name} waits ${seconds(facts.deadlineMs)})`;
  const all = [];
  for (let count = 0; count < 5; count += 1) all.push(await stage.send(await stage.genuine()));
  const worst = all.toSorted((left, right) => right.milliseconds - left.milliseconds)[0];
  if (!worst) return skipped('Nothing was sent.');
  const text = `the slowest of five took ${seconds(worst.milliseconds)}${known}`;
  const advice =
    'Keep the event, answer, and do the work afterwards: a provider that has waited too long sends it again.';
  const lost = all.find((one) => !isAccepted(one, stage));
  if (lost) return failed(`Of five deliveries one is not accepted: ${told(lost)}.`, advice, lost);
  if (worst.milliseconds > stage.deadlineMs) return failed(`${text}.`, advice, worst);
  if (worst.milliseconds > stage.deadlineMs / 2) return warned(`${text}.`, advice, worst);
  return passed(text, worst);
}

/** What the answers say. */
export const answers: CheckGroup = {
  name: 'answers',
  title: 'the answers',
  checks: [
    { name: 'refusal-status', title: 'refusals have the status that the provider wants', run: refusalStatus },
    { name: 'refusal-page', title: 'refusals are no pages for people', run: refusalPage },
    { name: 'response-time', title: 'answers come in time', run: time },
    { name: 'leaks', title: 'no answer holds a secret, a signature or a stack trace', run: leaks },
  ],
};
