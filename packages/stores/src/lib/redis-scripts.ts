/*
 * Each script is about one key, so that it runs on a cluster. An event's key is a hash:
 *
 * - held or free: `claims`, how often it was claimed, and `token`, who claimed it last, until it is given back;
 * - done: `token` alone.
 *
 * It lives for `keptMs` longer than its lease: what is left of a lease is what is left of the key, less `keptMs`.
 * Nothing but a claim needs memory, so that what was begun can be completed also where Redis has none left.
 */

/**
 * How long the number of claims outlives a lease, in milliseconds. All versions of this package that share a server
 * must agree on it.
 */
const keptMs = 604_800_000;

const read = `
local token, claims = unpack(redis.call('HMGET', KEYS[1], 'token', 'claims'))
local left = redis.call('PTTL', KEYS[1]) - ${keptMs}
`;

const unlessHeld = `${read}
if token ~= ARGV[1] or not claims or left <= 0 then return 0 end
`;

/** With a new token and a lease: `{0}` where the key is done, `{1, left}` where it is held, `{2, claims}` where it was taken. */
export const claimScript: string = `${read}
if token and not claims then return {0} end
local again = token == ARGV[1]
if token and left > 0 and not again then return {1, left} end
if not again then claims = (claims or 0) + 1 end
redis.call('HSET', KEYS[1], 'token', ARGV[1], 'claims', claims)
redis.call('PEXPIRE', KEYS[1], ARGV[2] + ${keptMs})
return {2, tonumber(claims)}
`;

/** With the token and a lease: 1 where the token held the key. */
export const extendScript: string = `${unlessHeld}
redis.call('PEXPIRE', KEYS[1], ARGV[2] + ${keptMs})
return 1
`;

/** With the token and a retention: 1 where the token held the key. */
export const completeScript: string = `${unlessHeld}
redis.call('PEXPIRE', KEYS[1], ARGV[2])
redis.call('HDEL', KEYS[1], 'claims')
return 1
`;

/** With the token: 1 where the token held the key. */
export const releaseScript: string = `${unlessHeld}
redis.call('HDEL', KEYS[1], 'token')
redis.call('PEXPIRE', KEYS[1], ${keptMs})
return 1
`;

/** The version, or nothing. */
export const readScript = `return redis.call('GET', KEYS[1])`;

/** With a version and a retention. The version stays the text that it is: it has more digits than Lua prints. */
export const raiseScript = `
local version = redis.call('GET', KEYS[1])
if not version or tonumber(version) < tonumber(ARGV[1]) then version = ARGV[1] end
redis.call('SET', KEYS[1], version, 'PX', ARGV[2])
return 1
`;

/** What Redis forgets where its memory is full; empty where it does not say. */
export const policyScript = `
local info = redis.pcall('INFO', 'memory')
return type(info) == 'string' and string.match(info, 'maxmemory_policy:(%S+)') or ''
`;
