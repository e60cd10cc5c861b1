import type { CapturedRequest, Verdict } from '../../src/lib/captures/capture.ts';
import type { CaptureStore } from '../../src/lib/captures/store.ts';
import { sampleRequest, sampleTime } from './sample-captures.ts';

/** Puts a text wherever a stranger can put one, in two captures. @returns their ids */
export async function addHostile(store: CaptureStore, text: string): Promise<string[]> {
  const line = text.replaceAll(/[\r\n\0]/g, ' ');
  const verdict: Verdict = { outcome: 'verified', eventType: text, eventId: text, provider: 'clerk' };
  const ids: string[] = [];
  for (const body of [JSON.stringify({ [text]: text }), text]) {
    const request: CapturedRequest = {
      method: 'POST',
      target: `/${line}`,
      headers: [...sampleRequest(0).headers, ['x-hostile', line], [line, 'x']],
      body: Buffer.from(body),
    };
    const { id } = await store.add(request, verdict, sampleTime);
    const answer = { at: sampleTime, milliseconds: 1, to: `http://127.0.0.1:3000/${line}`, error: line };
    await store.answer(id, { ...answer, headers: [['x-hostile', line]], body: Buffer.from(text) });
    ids.push(id);
  }
  return ids;
}
