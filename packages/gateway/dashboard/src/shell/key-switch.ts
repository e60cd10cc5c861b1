import { createStoredState, type StoredState } from '../lib/stored-state.ts';

/** Whether single keys do something: `on` or `off`. People who dictate, or press keys by accident, switch them off. */
export const keysState: StoredState = createStoredState('keys', 'on');
