/** Whether an id is a UUID, before it becomes part of a URL. */
export function isUuid(id: string | undefined): id is string {
  return id !== undefined && /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(id);
}
