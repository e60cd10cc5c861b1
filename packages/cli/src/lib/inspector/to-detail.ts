import type { Answer, Capture } from '../captures/capture.ts';
import type { Explanation } from '../explain-delivery.ts';
import type { ViewedListener } from '../terminal/viewed-listener.ts';

// More is for a download.
const maxBody = 1024 * 1024;

/** Bytes as the page reads them. */
export interface BodyJson {
  readonly base64: string;
  /** Bytes in all; `base64` has at most the first 1,048,576. */
  readonly size: number;
}

/** A capture as the page reads it. */
export interface DetailJson extends Omit<Capture, 'body' | 'answers'> {
  readonly body: BodyJson;
  readonly answers: readonly (Omit<Answer, 'body'> & { readonly body?: BodyJson })[];
  /** Absent where nothing is verified. */
  readonly steps?: Explanation['steps'];
  readonly remedies?: readonly string[];
}

/** Everything about a capture, with the steps of verification as they were when it came. */
export async function toDetail(capture: Capture, { provider }: ViewedListener): Promise<DetailJson> {
  const { body, answers, ...rest } = capture;
  const explanation = provider && (await explain(provider, capture));
  return {
    ...rest,
    body: toBody(body),
    answers: answers.map(({ body: answered, ...answer }) => ({
      ...answer,
      ...(answered !== undefined && { body: toBody(answered) }),
    })),
    ...(explanation && { steps: explanation.steps, remedies: explanation.remedies }),
  };
}

async function explain(
  provider: NonNullable<ViewedListener['provider']>,
  capture: Capture,
): Promise<Explanation> {
  const { explainDelivery } = await import('../explain-delivery.ts');
  return explainDelivery(provider, capture, { now: capture.receivedAt });
}

function toBody(bytes: Uint8Array): BodyJson {
  return { base64: Buffer.from(bytes.subarray(0, maxBody)).toString('base64'), size: bytes.length };
}
