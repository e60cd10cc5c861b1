/** Waits for what becomes true. @throws Error where it does not within a time */
export async function until(isSo: () => Promise<boolean> | boolean, milliseconds = 5000): Promise<void> {
  const end = Date.now() + milliseconds;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`It did not become so within ${milliseconds} ms: ${String(isSo)}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
