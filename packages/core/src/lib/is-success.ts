/**
 * Whether a route's status says that the event was handled; a redirect does not.
 *
 * @param status - of the route's answer
 * @returns true for 200 to 299
 * @example
 * ```ts
 * import { isSuccess } from '@hooklatch/core/node';
 *
 * console.log(isSuccess(204), isSuccess(302)); // true false
 * ```
 */
export function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}
