import { methodsOf } from '../methods.ts';
import { failed, passed, warned, type CheckGroup, type Finding } from '../check.ts';
import { told } from '../judge.ts';
import type { Stage } from '../stage.ts';

/** A genuine delivery with every other method. */
async function wrongMethod(stage: Stage): Promise<Finding> {
  const used = methodsOf(stage.provider);
  let worst: Finding | undefined;
  const seen: string[] = [];
  for (const method of ['GET', 'PUT', 'PATCH', 'DELETE'].filter((one) => !used.includes(one))) {
    const genuine = await stage.genuine();
    const exchange = await stage.send({
      ...genuine,
      method,
      ...(method === 'GET' && { body: new Uint8Array() }),
    });
    const { status = 0, error } = exchange;
    const text = `${method}: ${told(exchange)}`;
    seen.push(text);
    if (error || status >= 500 || status < 300) {
      const advice = `Answer 405 to ${method}, with Allow: ${used.join(', ')}.`;
      return failed(`${text}.`, advice, exchange);
    }
    if (status !== 405 && status !== 404)
      worst ??= warned(
        `${text}.`,
        'Answer 405, so that whoever looks sees that the method is what is wrong.',
        exchange,
      );
  }
  return worst ?? passed(seen.join(', '));
}

/** What is no delivery at all. */
async function noise(stage: Stage): Promise<Finding> {
  const { url } = stage.options;
  const [method = 'POST'] = methodsOf(stage.provider);
  const headers = [['content-type', 'application/json']] as const;
  const exchange = await stage.send({ method, url, headers, body: Buffer.from('{"hello":') });
  const { status = 0, error } = exchange;
  if (!error && status >= 400 && status < 500) return passed(told(exchange), exchange);
  return failed(
    `It is not refused in order: ${told(exchange)}.`,
    'Refuse with 400 what has no signature, before the body is parsed: everybody can send what no parser reads.',
    exchange,
  );
}

/** Requests that are no deliveries. */
export const requests: CheckGroup = {
  name: 'requests',
  title: 'requests that are no deliveries',
  checks: [
    { name: 'wrong-method', title: 'other methods are answered 405 or 404', run: wrongMethod },
    { name: 'noise', title: 'unsigned JSON that is cut off is refused', run: noise },
  ],
};
