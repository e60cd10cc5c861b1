import type { CaptureStore } from '../captures/store.ts';
import type { Listener } from '../listen/listener.ts';

/** What a view reads captures from. */
export type ViewedCaptures = Pick<CaptureStore, 'get' | 'list' | 'count' | 'watch' | 'file'>;

/** What the terminal view and the inspector need of a listener. */
export interface ViewedListener extends Pick<
  Listener,
  'url' | 'to' | 'provider' | 'state' | 'replay' | 'onChange'
> {
  readonly captures: ViewedCaptures;
}
