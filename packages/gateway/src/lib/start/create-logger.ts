import { pino, type DestinationStream, type Logger } from 'pino';

const secret = [
  'authorization',
  'cookie',
  'secret',
  'secrets',
  'password',
  'token',
  'key',
  'config',
  'headers',
  'body',
  'connectionString',
  '["set-cookie"]',
];

/**
 * Makes the log: one line of JSON each, on standard error. What may be a secret, or a stranger's, is not written.
 *
 * @param level - from which on (info)
 * @param destination - where to (standard error)
 */
export function createLogger(level: string = 'info', destination?: DestinationStream): Logger {
  const paths = secret.flatMap((name) => {
    const last = name.startsWith('[') ? name : `.${name}`;
    return [name, `*${last}`, `*.*${last}`];
  });
  const options = { level, base: { name: 'hooklatch-gateway' }, redact: { paths, censor: '[redacted]' } };
  // Written at once: what is said last is what matters.
  return pino(options, destination ?? pino.destination({ fd: 2, sync: true }));
}
