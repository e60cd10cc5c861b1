import { deliveryHeaders, required, type Scheme } from '@hooklatch/core/provider';

/**
 * A scheme whose signature header is read in another form than it arrives in, for headers that a provider writes in
 * more ways than one. The scheme must read no other header.
 *
 * @param scheme - reads the other form
 * @param header - in lower case
 * @param change - gives the other form
 * @returns the scheme
 */
export function readAs<Own extends Scheme>(
  scheme: Own,
  header: string,
  change: (value: string) => string,
): Own {
  return {
    ...scheme,
    read(head) {
      const headers = deliveryHeaders({ [header]: change(required(head, header)) });
      return scheme.read({ method: head.method, url: head.url, headers });
    },
  };
}
