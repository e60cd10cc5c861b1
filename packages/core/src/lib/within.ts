/**
 * Waits for a result, but not longer than a time.
 *
 * @throws Error where the time is over; whatever comes later is dropped
 */
export async function within<Result>(milliseconds: number, call: () => Promise<Result>): Promise<Result> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Took more than ${milliseconds} ms.`)), milliseconds);
  });
  try {
    return await Promise.race([call(), late]);
  } finally {
    clearTimeout(timer);
  }
}
