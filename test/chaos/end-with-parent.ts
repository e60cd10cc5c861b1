/** Ends this process when the one that has started it is gone, whatever that one died of: its end of the pipe closes. */
export function endWithParent(): void {
  const { stdin } = process;
  stdin.once('close', () => process.exit(1));
  stdin.resume();
  // It is no reason to go on.
  (stdin as unknown as { unref(): void }).unref();
}
