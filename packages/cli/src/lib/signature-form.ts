import { headersOf, type HmacScheme, type Scheme } from '@hooklatch/core/provider';

/** How a signature's header looks, as far as the scheme says it as data: `stripe-signature: t=<time>,v1=<hex>`. */
export function signatureForm(scheme: Scheme): string | undefined {
  const { options } = (scheme.signedAs ?? scheme) as Partial<HmacScheme>;
  if (!options?.signature) return undefined;
  const { header, encoding = 'hex', prefix = '', list } = options.signature;
  const digest = `<${typeof encoding === 'object' ? 'digest' : encoding}>`;
  if (!list) return `${header}: ${prefix}${digest}`;
  const { separator, pair, field } = list;
  const time =
    options.timestamp?.field === undefined ? '' : `${options.timestamp.field}${pair}<time>${separator}`;
  return `${header}: ${time}${field}${pair}${digest}`;
}

/** What of a delivery is signed, in a few words. */
export function coverText({ covers }: Scheme): string {
  const parts = [covers.body ? 'body' : [], covers.url ? 'URL' : [], covers.id ? 'id' : []].flat();
  return parts.length === 0 ? 'nothing: it proves the caller alone' : parts.join(', ');
}

/** The headers that prove a delivery, and what is proved. */
export function schemeText(scheme: Scheme): string {
  const headers = headersOf(scheme);
  return headers.length === 0 ? 'no header: the proof stands in the body or in the URL' : headers.join(', ');
}
