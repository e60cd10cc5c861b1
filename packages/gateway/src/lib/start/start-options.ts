import { join, resolve } from 'node:path';
import type { DatabaseOrigin } from '../database/open-database.ts';
import type { GatewaySettings } from '../settings.ts';
import type { Io } from './io.ts';

/** A flag of `gateway start`, the variable that says the same, and the setting that it is. */
interface StartFlag {
  readonly flag: string;
  readonly says: string;
  readonly variable: string;
  readonly setting: keyof GatewaySettings;
  readonly read: (text: string) => GatewaySettings[keyof GatewaySettings];
}

const dayMs = 86_400_000;

const asText = (text: string): string => text;
const asNumber = (text: string): number => {
  if (!/^\d{1,16}$/.test(text)) throw new TypeError(`${JSON.stringify(text)} is no whole number.`);
  return Number(text);
};
const asList = (text: string): readonly string[] => text.split(/[\s,]+/).filter((item) => item !== '');

/** Every flag of `gateway start`; a flag has the last word over its variable. */
export const startFlags: readonly StartFlag[] = [
  ['--port <port>', 'PORT', 'port', asNumber, 'of the dashboard and the API (4400)'],
  ['--host <address>', 'HOST', 'host', asText, 'that they listen on (127.0.0.1)'],
  [
    '--dashboard-url <url>',
    'DASHBOARD_URL',
    'dashboardUrl',
    asText,
    'that they are reached by (where they listen)',
  ],
  ['--ingest-port <port>', 'INGEST_PORT', 'ingestPort', asNumber, 'of the door for providers (4401)'],
  ['--ingest-host <address>', 'INGEST_HOST', 'ingestHost', asText, 'that the door listens on (127.0.0.1)'],
  [
    '--public-url <url>',
    'PUBLIC_URL',
    'publicUrl',
    asText,
    'that providers reach the door by (where it listens)',
  ],
  [
    '--trusted-proxies <cidr,...>',
    'TRUSTED_PROXIES',
    'trustedProxies',
    asList,
    'whose x-forwarded-* is believed (none)',
  ],
  [
    '--allow-addresses <cidr,...>',
    'ALLOWED_ADDRESSES',
    'allowedAddresses',
    asList,
    'private addresses that destinations may have (none)',
  ],
  [
    '--retention-days <days>',
    'RETENTION_DAYS',
    'retentionMs',
    (text: string) => asNumber(text) * dayMs,
    'that finished events are kept (30)',
  ],
  [
    '--max-log-bytes <bytes>',
    'MAX_LOG_BYTES',
    'maxLogBytes',
    asNumber,
    'that the log may grow to (no limit)',
  ],
  ['--max-body-bytes <bytes>', 'MAX_BODY_BYTES', 'maxBodyBytes', asNumber, 'of one delivery (26214400)'],
  [
    '--smtp-url <url>',
    'SMTP_URL',
    'smtpUrl',
    asText,
    'of the mail server; the variable keeps its password out of the list of processes (none)',
  ],
  ['--email-from <address>', 'EMAIL_FROM', 'emailFrom', asText, 'that mail comes from (none)'],
  [
    '--grace-ms <milliseconds>',
    'GRACE_MS',
    'graceMs',
    asNumber,
    'that a stop waits for what is at work (10000)',
  ],
].map((row) => {
  const [flag, variable, setting, read, says] = row as [
    string,
    string,
    StartFlag['setting'],
    StartFlag['read'],
    string,
  ];
  return { flag, says, variable: `HOOKLATCH_GATEWAY_${variable}`, setting, read };
});

/**
 * The settings that flags and variables say.
 *
 * @param given - flags as commander gives them, by setting's flag in camelCase
 * @throws TypeError where one cannot be read; it says which
 */
export function readSettings(
  given: Readonly<Record<string, unknown>>,
  env: Io['env'],
): Partial<GatewaySettings> {
  const settings: Record<string, unknown> = {};
  for (const { flag, variable, setting, read } of startFlags) {
    const fromFlag = given[toCamelCase(flag)];
    const text = typeof fromFlag === 'string' ? fromFlag : env[variable];
    if (text === undefined || text === '') continue;
    const name = typeof fromFlag === 'string' ? (flag.split(' ')[0] ?? flag) : variable;
    try {
      settings[setting] = read(text);
    } catch (error) {
      throw new TypeError(`${name}: ${(error as Error).message}`);
    }
  }
  return settings;
}

/**
 * Where everything is kept: the PostgreSQL of `DATABASE_URL`, else `gateway.db` in a directory.
 *
 * @param data - the directory (`HOOKLATCH_GATEWAY_DATA`, else `.hooklatch` where the command was called)
 * @throws TypeError where `DATABASE_URL` is no PostgreSQL's
 */
export function findDatabase(
  { env, cwd }: Pick<Io, 'env' | 'cwd'>,
  data: string | undefined,
): DatabaseOrigin {
  const url = env['DATABASE_URL'];
  // Who names a directory wants it, whatever an application's `.env` says.
  if (data === undefined && url !== undefined && url !== '') {
    if (!/^postgres(ql)?:\/\//.test(url)) throw new TypeError('DATABASE_URL must begin with postgres://.');
    return { url };
  }
  return { file: join(resolve(cwd, data ?? env['HOOKLATCH_GATEWAY_DATA'] ?? '.hooklatch'), 'gateway.db') };
}

/** What may be shown of where everything is kept. */
export function describeDatabase(origin: DatabaseOrigin): string {
  if ('file' in origin) return origin.file;
  const { hostname, port, pathname } = new URL(origin.url);
  return `PostgreSQL at ${hostname}${port === '' ? '' : `:${port}`}${pathname}`;
}

function toCamelCase(flag: string): string {
  const name = flag.split(' ')[0] ?? flag;
  return name.slice(2).replace(/-(\w)/g, (_match, letter: string) => letter.toUpperCase());
}
