/** Acts when this turn of the event loop is over. */
export function afterThisTurn(act: () => void): void {
  // `setImmediate` runs once all sockets that were ready have been read; a timer is the next best.
  const { setImmediate } = globalThis as { setImmediate?: (act: () => void) => unknown };
  if (setImmediate) setImmediate(act);
  else setTimeout(act, 0);
}
