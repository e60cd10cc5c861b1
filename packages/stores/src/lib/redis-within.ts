/**
 * Does something for a bounded time. What it comes to later is dropped.
 *
 * @param milliseconds - how long
 * @param work - its signal is aborted when the time is over
 * @returns what `work` returns
 * @throws Error when the time is over; nobody knows then whether the work was done
 */
export async function within<Result>(
  milliseconds: number,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const controller = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const error = new Error(`Redis did not answer within ${milliseconds} ms.`);
      reject(error);
      controller.abort(error);
    }, milliseconds);
  });
  try {
    return await Promise.race([work(controller.signal), late]);
  } finally {
    clearTimeout(timer);
  }
}
