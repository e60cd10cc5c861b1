import { CliError } from '../cli-error.ts';

/** Whether a URL leads to this machine and nowhere else. */
export function isLoopback({ hostname }: URL): boolean {
  return hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname) || /^(.+\.)?localhost$/.test(hostname);
}

/**
 * The endpoint that is certified.
 *
 * @param text - as it was given
 * @param isRemoteAllowed - whether another machine may be meant
 * @throws CliError where it is no URL, or another machine's
 */
export function readTarget(text: string, isRemoteAllowed: boolean): string {
  const whole = /^[a-z]+:\/\//i.test(text) ? text : `http://${text}`;
  const url = URL.canParse(whole) ? new URL(whole) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.hash)
    throw new CliError('bad_url', `${JSON.stringify(text)} is no URL of an endpoint.`, {
      hint: 'For example http://localhost:3000/webhooks/clerk',
    });
  if (isLoopback(url) || isRemoteAllowed) return url.href;
  throw new CliError('not_loopback', `${url.host} is not this machine.`, {
    hint: 'certify attacks the endpoint, and its handlers run for every genuine delivery. For one of your own elsewhere: --allow-remote',
  });
}
