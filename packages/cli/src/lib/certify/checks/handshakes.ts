import type { Reply } from '@hooklatch/core';
import { isDeepStrictEqual } from 'node:util';
import { anotherSecret } from '../another-secret.ts';
import { failed, passed, skipped, type CheckGroup, type Finding } from '../check.ts';
import { quote } from '../explain-answer.ts';
import { judgeRefusal, told } from '../judge.ts';
import { headerOf, withHeaders, type Exchange, type Probe } from '../probe.ts';
import { questions, type AskedQuestion } from '../questions.ts';
import type { Stage } from '../stage.ts';

const text = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** The question, as the provider would ask it; undefined where it is unsigned and a forgery is wanted. */
async function ask(stage: Stage, question: AskedQuestion, secret?: string): Promise<Probe> {
  const { options } = stage;
  const challenge = `hooklatch${crypto.randomUUID().replaceAll('-', '')}`;
  const payload = question.payload?.(challenge);
  const url = new URL(options.url);
  for (const [name, value] of Object.entries(question.query?.(challenge, options.factoryOptions ?? {}) ?? {}))
    url.searchParams.set(name, value);
  const headers = question.headers ?? [];
  if (question.isSigned) {
    const signed = await stage.genuine({ body: text(payload), ...(secret !== undefined && { secret }) });
    return withHeaders(signed, (pairs) => [...pairs, ...headers]);
  }
  const method = question.method ?? 'POST';
  const type = typeof payload === 'string' ? 'application/x-www-form-urlencoded' : 'application/json';
  const body = Buffer.from(payload === undefined ? '' : text(payload));
  const typed = payload === undefined ? [] : [['content-type', type] as const];
  return { method, url: url.href, headers: [...typed, ...headers], body };
}

/** Whether an answer says what the provider waits for. */
function isAnswer({ status = 0, body, ...exchange }: Exchange, wanted: Reply): boolean {
  if (status < 200 || status >= 300) return false;
  const { 'content-type': type = '', 'x-content-type-options': _sniff, ...others } = wanted.headers;
  if (Object.entries(others).some(([name, value]) => headerOf({ ...exchange, body }, name) !== value))
    return false;
  if (!type.includes('json')) return body.includes(wanted.body);
  try {
    const said = Object(JSON.parse(body)) as Record<string, unknown>;
    const expected = Object.entries(JSON.parse(wanted.body) as object);
    return expected.every(([name, value]) => isDeepStrictEqual(said[name], value));
  } catch {
    return false;
  }
}

async function answered(stage: Stage): Promise<Finding> {
  const question = questions[stage.provider.name];
  if (!question) return skipped(`${stage.provider.name} asks no question that could be asked here.`);
  const { needs } = question;
  if (needs !== undefined && stage.options.factoryOptions?.[needs] === undefined)
    return skipped(`Give --option ${needs}=… to see ${question.name} answered.`);
  const probe = await ask(stage, question);
  const wanted = await stage.reference(probe);
  if (wanted.status >= 300) return skipped(`The answer to ${question.name} is not known with these options.`);
  const exchange = await stage.send(probe);
  if (isAnswer(exchange, wanted)) return passed(`${question.name}: ${told(exchange)}`, exchange);
  const expected = wanted.body === '' ? `an empty ${wanted.status}` : quote(wanted.body);
  return failed(
    `${question.name} is not answered as ${stage.provider.name} wants it: ${told(exchange)}, and says ${quote(exchange.body) || 'nothing'}.`,
    `Answer 200 with ${expected}. Until then the provider sends no events.`,
    exchange,
  );
}

async function forged(stage: Stage): Promise<Finding> {
  const question = questions[stage.provider.name];
  if (!question?.isSigned) return skipped('The provider signs no question.');
  const probe = await ask(stage, question, await anotherSecret(stage));
  if ((await stage.reference(probe)).status < 300) return skipped('The proof does not depend on the secret.');
  const change =
    'Verify the signature before the question is answered: providers test that with a wrong one.';
  return judgeRefusal(await stage.send(probe), change);
}

/** Questions that want a computed answer. */
export const handshakes: CheckGroup = {
  name: 'handshakes',
  title: 'questions of the provider',
  checks: [
    { name: 'handshake', title: "the provider's question is answered", run: answered },
    { name: 'forged-handshake', title: 'a question with a wrong signature is refused', run: forged },
  ],
};
