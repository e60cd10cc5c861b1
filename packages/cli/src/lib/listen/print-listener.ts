import type { Io } from '../io.ts';
import { toPrintable, toPrintableJson } from '../printable.ts';
import { toDeliveryJson, toDeliveryLine } from './delivery-line.ts';
import type { Listener, ListenerChange, ListenerState } from './listener.ts';

/** How a listener is shown where it is no view. */
export type PrintFormat = 'lines' | 'json' | 'quiet';

/**
 * Writes what happens, line by line: deliveries on standard output, the rest on standard error.
 *
 * @returns what ends it
 */
export function printListener(listener: Listener, io: Io, format: PrintFormat): () => void {
  const json = (value: object): unknown => io.stdout.write(`${toPrintableJson(value)}\n`);
  const tell = (text: string): unknown => io.stderr.write(`${toPrintable(text, { isLine: true })}\n`);
  if (format === 'json')
    json({ event: 'listening', url: listener.url, to: listener.to, captures: listener.captures.file });
  let before = listener.state();
  const print = (change: ListenerChange): void => {
    if (change.kind === 'answered' && format === 'json') json(toDeliveryJson(change.capture, change.answer));
    if (change.kind === 'answered' && format === 'lines') {
      io.stdout.write(toDeliveryLine(change.capture, change.answer, io));
    }
    if (change.kind === 'notice') tell(change.text);
    if (change.kind !== 'state') return;
    if (format === 'json') json({ event: 'state', ...change.state });
    else if (format === 'lines') for (const text of toStateTexts(before, change.state, listener)) tell(text);
    before = change.state;
  };
  return listener.onChange(print);
}

function toStateTexts(before: ListenerState, after: ListenerState, { to = '' }: Listener): readonly string[] {
  const texts: string[] = [];
  if (after.application === 'down' && before.application !== 'down') {
    texts.push(`${new URL(to).host} does not answer: deliveries wait until it does.`);
  }
  if (after.application === 'up' && before.application === 'down') texts.push(`${new URL(to).host} is back.`);
  if (after.tunnel !== undefined && after.tunnel !== before.tunnel) texts.push(`The tunnel: ${after.tunnel}`);
  return texts;
}
