import { lookup } from 'node:dns/promises';
import { CliError } from '../cli-error.ts';
import { addressIn, isLocalAddress } from './local-address.ts';

/**
 * An application's URL as it is written on a command line: `3000`, `localhost:3000/webhooks` and a whole URL.
 *
 * @param text - of the option
 * @throws CliError where it is none, or names another machine without leave
 */
export async function toTarget(text: string, allowRemote: boolean): Promise<string> {
  const url = parse(text);
  if (allowRemote) return url.href;
  const remote = await isRemote(url);
  if (!remote) return url.href;
  throw new CliError('remote_target', `${url.hostname} is not on this machine or a private network.`, {
    hint: '--allow-remote sends there all the same.',
  });
}

function parse(text: string): URL {
  const whole = /^\d+(?:\/|$)/.test(text) ? `localhost:${text}` : text.replace(/^:/, 'localhost:');
  try {
    const url = new URL(/^[a-z]+:\/\//i.test(whole) ? whole : `http://${whole}`);
    if (/^https?:$/.test(url.protocol) && url.username === '' && url.password === '') return url;
  } catch {
    // Said below.
  }
  throw new CliError(
    'bad_url',
    'The application needs an http: or https: URL without a user name, or a port.',
    {
      hint: 'Such as http://localhost:3000/webhooks/clerk, or 3000.',
    },
  );
}

/** A name that cannot be looked up yet is looked at again before each connection. */
async function isRemote(url: URL): Promise<boolean> {
  const address = addressIn(url);
  if (address !== undefined) return !isLocalAddress(address);
  const found = await lookup(url.hostname, { all: true }).catch(() => []);
  return found.some((one) => !isLocalAddress(one.address));
}
