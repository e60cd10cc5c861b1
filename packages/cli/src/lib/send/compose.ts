import type { Delivery } from '@hooklatch/core';
import { deliveryHeaders, parseJson } from '@hooklatch/core/provider';
import { sign } from '@hooklatch/testing';
import { CliError } from '../cli-error.ts';
import { toText } from '../requests/byte-string.ts';
import { setPath, type PathValue } from './set-path.ts';
import type { Signer } from './signer.ts';

/** What a delivery says. */
export interface Saying {
  /** (the first that there is a realistic payload for) */
  readonly type?: string | undefined;
  /** The exact bytes. (a realistic payload of the type) */
  readonly body?: Uint8Array | undefined;
  readonly changes: readonly PathValue[];
  readonly id?: string | undefined;
  readonly scheme?: number | undefined;
}

/** What differs between deliveries of one saying. */
export interface Moment {
  /** When it is signed, in Unix milliseconds. */
  readonly time: number;
  readonly secret: string;
  readonly id?: string | undefined;
  /** Another body than the one that is said. */
  readonly body?: Uint8Array | undefined;
}

const form = 'application/x-www-form-urlencoded';

/** A delivery that says this, signed. @throws CliError where it cannot be signed so */
export async function compose(signer: Signer, saying: Saying, moment: Moment): Promise<Delivery> {
  const { type, changes } = saying;
  const options = {
    secret: moment.secret,
    time: moment.time,
    url: signer.url,
    ...(type !== undefined && { type }),
    ...((moment.id ?? saying.id) !== undefined && { id: (moment.id ?? saying.id) as string }),
    ...(saying.scheme !== undefined && { scheme: saying.scheme }),
  };
  const say = async (body: Uint8Array | undefined): Promise<Delivery> => {
    try {
      return await sign(signer.provider, { ...options, ...(body && { body }) });
    } catch (error) {
      throw new CliError('cannot_sign', `It cannot be signed: ${(error as Error).message}`, {
        hint: `hooklatch providers ${signer.provider.name} says what its secret looks like.`,
      });
    }
  };
  const given = moment.body ?? saying.body;
  if (given) return asForm(await say(given), isForm(given));
  const first = await say(undefined);
  if (changes.length === 0) return first;
  // The id of the first is in its payload already.
  const changed = changeBody(first.body, changes);
  return asForm(await say(changed), isForm(changed));
}

/** A body with values put in: JSON stays JSON, and a form a form. @throws CliError where it is neither */
export function changeBody(body: Uint8Array, changes: readonly PathValue[]): Uint8Array {
  if (changes.length === 0) return body;
  const payload = parseJson(body);
  if (typeof payload === 'object' && payload !== null) {
    return new TextEncoder().encode(JSON.stringify(changes.reduce(setPath, payload as unknown)));
  }
  if (!isForm(body)) {
    throw new CliError(
      'bad_option',
      'The body is neither JSON nor a form, so --set can put nothing into it.',
    );
  }
  const fields = new URLSearchParams(toText(body));
  for (const { path, value } of changes) {
    fields.set(path.join('.'), typeof value === 'string' ? value : JSON.stringify(value));
  }
  return new TextEncoder().encode(`${fields}`);
}

function isForm(body: Uint8Array): boolean {
  return /^[^\s={}[\]"]+=[^\s{}"]*$/.test(toText(body.subarray(0, 65_536)) ?? '');
}

/** Deliveries are signed as JSON; no scheme signs the content type. */
function asForm(delivery: Delivery, isSo: boolean): Delivery {
  if (!isSo) return delivery;
  const pairs = delivery.headers
    .entries()
    .map(([name, value]) => [name, name.toLowerCase() === 'content-type' ? form : value] as const);
  return { ...delivery, headers: deliveryHeaders(pairs) };
}
