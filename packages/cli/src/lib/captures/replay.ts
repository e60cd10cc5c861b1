import type { Provider } from '@hooklatch/core/provider';
import { forward } from '../listen/forward.ts';
import { resign } from '../listen/resign.ts';
import { CliError } from '../cli-error.ts';
import type { Answer, Capture } from './capture.ts';
import type { CaptureStore } from './store.ts';

/** How a capture is sent once more. */
export interface ReplayOptions {
  /** The application's URL: without a path the capture's own is kept. */
  readonly to: string;
  /** Signs it again; needs `provider` and `secret`. (false) */
  readonly isResigned?: boolean;
  readonly provider?: Provider;
  readonly secret?: string;
  readonly allowRemote?: boolean;
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
  /** Unix milliseconds. (`Date.now`) */
  readonly now?: () => number;
}

/** What was answered now, and what the application answered before. */
export interface Replayed {
  readonly answer: Answer;
  readonly before: Answer | undefined;
}

/**
 * Sends a capture once more, byte for byte or signed again, and keeps the answer.
 *
 * @param store - where the capture is
 * @param capture - what is sent
 * @param options - where to
 * @throws CliError where it cannot be signed again
 */
export async function replayCapture(
  store: Pick<CaptureStore, 'answer'>,
  capture: Capture,
  options: ReplayOptions,
): Promise<Replayed> {
  const { to, isResigned = false, provider, secret, now = Date.now, ...bounds } = options;
  if (isResigned && (!provider || secret === undefined)) {
    throw new CliError('secret_missing', 'Signing again needs --provider and --secret.');
  }
  const { verdict } = capture;
  const request =
    isResigned && provider && secret !== undefined
      ? await resign(capture, { provider, secret, to, now: now(), verdict })
      : capture;
  const sent = await forward(request, { to, ...bounds });
  const told = isResigned ? { ...sent, isResigned } : sent;
  const answer = (await store.answer(capture.id, told)) ?? told;
  return { answer, before: lastOfApplication(capture) };
}

/** The newest answer that came from an application. */
export function lastOfApplication({ answers }: Capture): Answer | undefined {
  return answers.findLast(({ to }) => to.includes('://'));
}
