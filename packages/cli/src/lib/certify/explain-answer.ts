import { toPrintable } from '../printable.ts';
import { headerOf, type Exchange } from './probe.ts';

/** What an answer means that no receiver of webhooks would give, and what to change. */
export interface Explanation {
  readonly text: string;
  readonly change: string;
}

/** Whether an answer is a page for people. Some frameworks call every text HTML, so that the type says nothing. */
export function isPage({ body }: Exchange): boolean {
  return /^\s*(<!--|<\?xml[^>]*>\s*)*<(!doctype html|html|head|body)\b/i.test(body.slice(0, 2000));
}

const isLogin = ({ body }: Exchange): boolean =>
  /type=["']?password|sign[ -]?in|log[ -]?in|\bsso\b|oauth/i.test(body);

/** A value of a stranger, short and harmless. */
export const quote = (text: string): string => {
  const line = toPrintable(text.trim(), { isLine: true });
  return line.length > 160 ? `${line.slice(0, 160)}…` : line;
};

const sayRedirect = (exchange: Exchange): Explanation => {
  const to = headerOf(exchange, 'location');
  const { url } = exchange.probe;
  const kept = exchange.status === 307 || exchange.status === 308;
  const text = `It answers ${exchange.status} and points to ${quote(to) || 'nowhere'}; a provider does not follow ${kept ? 'that, although the method and body would be kept' : 'that, and the body would be lost'}.`;
  return { text, change: adviseRedirect(to, url) };
};

function adviseRedirect(to: string, url: string): string {
  const [from, target] = [new URL(url), toUrl(to, url)];
  if (/log-?in|sign-?in|auth|sso/i.test(to)) {
    return 'A login stands in front of the route: leave the path out of the matcher of the auth middleware. The signature is its protection.';
  }
  if (target?.pathname === `${from.pathname}/` || `${target?.pathname}/` === from.pathname) {
    return `A slash at the end is the difference: give the provider ${target?.href}, or turn the framework's redirect of slashes off for this route.`;
  }
  if (from.protocol === 'http:' && target?.protocol === 'https:') {
    return `Give the provider the https: URL, ${target.href}, which answers without a redirect.`;
  }
  if (target && target.host !== from.host)
    return `Give the provider the URL under ${target.host}, which answers without a redirect.`;
  return 'Give the provider the URL that answers without a redirect.';
}

function toUrl(to: string, base: string): URL | undefined {
  return URL.canParse(to, base) ? new URL(to, base) : undefined;
}

interface Row {
  is(exchange: Exchange, status: number): boolean;
  say(exchange: Exchange): Explanation;
}

const rows: readonly Row[] = [
  {
    is: ({ error }) => error === 'timeout',
    say: ({ milliseconds }) => ({
      text: `There is no answer within ${seconds(milliseconds)}.`,
      change:
        'Answer as soon as the event is kept, and do the work afterwards. A body that a parser has read before is waited for in vain: read the raw bytes first.',
    }),
  },
  {
    is: ({ error }) => error === 'closed',
    say: () => ({
      text: 'The connection is closed without an answer.',
      change: 'Look for a crash in the log of the server: an exception in the handler must become an answer.',
    }),
  },
  { is: (_exchange, status) => status >= 300 && status < 400, say: sayRedirect },
  {
    is: (exchange, status) => (status === 401 || status === 403) && !hasOwnCode(exchange),
    say: ({ status }) => ({
      text: `A genuine delivery is answered ${status}: that is how middleware for users answers who has no session.`,
      change:
        'Leave the path out of auth and CSRF middleware: the signature is its protection. If it is the webhook itself that answers so, the secret of the server is another one.',
    }),
  },
  {
    is: (exchange, status) => status < 300 && isPage(exchange) && isLogin(exchange),
    say: ({ status }) => ({
      text: `The answer is ${status} with a login page: a provider takes that for received, and the event is lost.`,
      change: 'Leave the path out of the matcher of the auth middleware, or of the access proxy in front.',
    }),
  },
  {
    is: (exchange, status) => status < 300 && isPage(exchange),
    say: ({ status }) => ({
      text: `The answer is ${status} with an HTML page: a provider takes that for received, and the event is lost.`,
      change:
        'Something else answers on this path: the catch-all route of a single-page application, a preview, or a page of a proxy. Mount the webhook for POST before it.',
    }),
  },
  {
    is: (_exchange, status) => status === 404,
    say: ({ probe: { method, url } }) => ({
      text: `Nothing is mounted for ${method} ${new URL(url).pathname}: the answer is 404.`,
      change:
        'Compare the path with the route, with the prefix of the router and the slash at its end, and see whether the route is deployed.',
    }),
  },
  {
    is: (_exchange, status) => status === 405,
    say: (exchange) => ({
      text: `The route does not take ${exchange.probe.method}${allowed(exchange)}.`,
      change: `Mount the webhook for ${exchange.probe.method}.`,
    }),
  },
  {
    is: (_exchange, status) => status === 415,
    say: () => ({
      text: 'The content type is refused with 415.',
      change: 'Take every content type on this route: read the raw bytes, and parse after the verdict.',
    }),
  },
  {
    is: (_exchange, status) => status === 429,
    say: () => ({
      text: 'A rate limit answers with 429.',
      change: 'Leave the route out of the rate limit, or try again with fewer checks (--only).',
    }),
  },
];

/**
 * What an answer to a genuine delivery means, where the status or the page tells.
 *
 * @returns undefined where it is an ordinary answer
 */
export function explainAnswer(exchange: Exchange): Explanation | undefined {
  return rows.find(({ is }) => is(exchange, exchange.status ?? 0))?.say(exchange);
}

/** The code in the problem details that this library's endpoints answer with. */
export function codeIn({ body }: Exchange): string | undefined {
  return /^\{"status":\d{3},"code":"([a-z_]{1,40})"\}$/.exec(body)?.[1];
}

const hasOwnCode = (exchange: Exchange): boolean => codeIn(exchange) !== undefined;

function allowed(exchange: Exchange): string {
  const allow = headerOf(exchange, 'allow');
  return allow === '' ? ': the answer is 405' : `, but ${quote(allow)}: the answer is 405`;
}

/** `1.2 s`. */
export function seconds(milliseconds: number): string {
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}

/** When the server thinks that it is, in Unix milliseconds; NaN where it does not say. */
export function headerOfDate(exchange: Exchange): number {
  return Date.parse(headerOf(exchange, 'date'));
}
