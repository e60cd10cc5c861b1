interface SecretShape {
  readonly what: string;
  readonly prefix: string;
  readonly shape: RegExp;
  readonly variable: string;
}

const shape = (prefix: string, rest: string, what: string, variable: string): SecretShape => ({
  what,
  prefix,
  shape: new RegExp(`(?<![\\w-])${prefix.replaceAll('.', '\\.')}(${rest})(?![\\w-])`),
  variable: `process.env.${variable}`,
});

/** Prefixes that providers give to their secrets: what follows is long enough to be one. */
const shapes: readonly SecretShape[] = [
  shape('v1,whsec_', '[A-Za-z0-9+/]{24,}={0,2}', "A webhook's secret", 'WEBHOOK_SECRET'),
  shape('whsec_', '[A-Za-z0-9+/_-]{24,}={0,2}', "A webhook's secret", 'WEBHOOK_SECRET'),
  shape('whsk_', '[A-Za-z0-9+/]{24,}={0,2}', "A webhook's private key", 'WEBHOOK_SECRET'),
  shape('polar_whs_', '[A-Za-z0-9]{24,}', "Polar's webhook secret", 'POLAR_WEBHOOK_SECRET'),
  shape('lin_wh_', '[A-Za-z0-9]{24,}', "Linear's webhook secret", 'LINEAR_WEBHOOK_SECRET'),
  shape('pdl_ntfset_', '[A-Za-z0-9_]{32,}', "Paddle's webhook secret", 'PADDLE_WEBHOOK_SECRET'),
  shape('shpss_', '[a-f0-9]{32}', "Shopify's secret", 'SHOPIFY_API_SECRET'),
  shape('sk_live_', '[A-Za-z0-9]{20,}', 'A live secret key', 'STRIPE_SECRET_KEY'),
  shape('rk_live_', '[A-Za-z0-9]{20,}', 'A live restricted key', 'STRIPE_SECRET_KEY'),
  shape('shpat_', '[a-f0-9]{32}', "Shopify's access token", 'SHOPIFY_ACCESS_TOKEN'),
  shape('ghp_', '[A-Za-z0-9]{36}', "GitHub's token", 'GITHUB_TOKEN'),
  shape('github_pat_', '[A-Za-z0-9_]{60,}', "GitHub's token", 'GITHUB_TOKEN'),
  shape('xoxb-', '\\d{8,}-\\d{8,}-[A-Za-z0-9]{20,}', "Slack's bot token", 'SLACK_BOT_TOKEN'),
  shape('glpat-', '[A-Za-z0-9_-]{20,}', "GitLab's token", 'GITLAB_TOKEN'),
  shape('SG.', '[\\w-]{22}\\.[\\w-]{43}', "SendGrid's key", 'SENDGRID_API_KEY'),
];

const madeUp =
  /x{4,}|\.{3}|\*{3}|your|example|sample|test|placeholder|replace|change|dummy|fake|secret|insert|todo|12345678|abcdef(?!\d)|(.)\1{5,}/i;

/** The secret that a text holds. No part of it but its prefix is told. Placeholders are none. */
export function secretIn(text: string): { what: string; prefix: string; variable: string } | undefined {
  for (const { what, prefix, shape: pattern, variable } of shapes) {
    const rest = pattern.exec(text)?.[1];
    if (rest !== undefined && !madeUp.test(rest) && new Set(rest).size >= 8)
      return { what, prefix, variable };
  }
  return undefined;
}

const publicPrefix = /^(NEXT_PUBLIC|VITE|REACT_APP|EXPO_PUBLIC|NUXT_PUBLIC|GATSBY|PUBLIC|VUE_APP|NG_APP)_/;
const secretName = /(WEBHOOK\w*(SECRET|SIGNING|KEY|TOKEN)|SIGNING_(SECRET|KEY)|WHSEC|SECRET_KEY|API_SECRET)/;
const publicName = /(PUBLIC_KEY|PUBLISHABLE|VERIFICATION_KEY|URL|_ID)$/;

/** Whether a variable's name says that it holds a secret of webhooks or of an API. */
export const isSecretName = (name: string): boolean => secretName.test(name) && !publicName.test(name);

/** The prefix by which a bundler puts a secret variable into what browsers load. */
export function publicPrefixOf(name: string): string | undefined {
  const prefix = publicPrefix.exec(name)?.[0];
  return prefix !== undefined && isSecretName(name.slice(prefix.length)) ? prefix : undefined;
}
