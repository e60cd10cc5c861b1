/**
 * Waits for a result, but not longer than a time.
 *
 * @throws what `late` gives where the time is over; whatever comes later is dropped
 */
export async function within<Result>(
  milliseconds: number,
  result: Result | Promise<Result>,
  late: () => Error,
): Promise<Result> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(late()), milliseconds);
  });
  try {
    return await Promise.race([result, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
