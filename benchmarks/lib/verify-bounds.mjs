/** What a body of at least so many bytes may cost, in times of the floor. */
const bounds = [
  [262_144, 1.03],
  [16_384, 1.1],
  [1024, 1.25],
  [0, 1.35],
];

/** Three headers to be read and looked through for doubles; docs/decisions/one-shot-hmac.md says what that costs. */
const isExcepted = (name, version, size) => name === 'Clerk' && Number.parseInt(version) < 24 && size <= 1024;

/**
 * @param name - of the service
 * @param version - of Node
 * @param size - of the body, in bytes
 * @returns the bound, in times of the floor
 */
export const boundOf = (name, version, size) =>
  isExcepted(name, version, size) ? 1.65 : bounds.find(([from]) => size >= from)[1];
