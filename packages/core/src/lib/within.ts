/**
 * Waits for a result, but not longer than a time.
 *
 * @throws what `late` gives where the time is over; whatever comes later is dropped
 */
export async function within<Result>(
  milliseconds: number,
  call: () => Promise<Result>,
  late: () => Error = () => new Error(`Took more than ${milliseconds} ms.`),
): Promise<Result> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(late()), milliseconds);
  });
  try {
    return await Promise.race([call(), timeout]);
  } finally {
    clearTimeout(timer);
  }
}
