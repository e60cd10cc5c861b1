/** An event of h3 1 or 2, as far as it is used. */
export interface H3EventLike {
  /** Node's message in h3 1, a `Request` in h3 2. */
  readonly req: object;
  /** Node's pair; where there is no Node, h3 1 makes one up. */
  readonly node?: { readonly req: object; readonly res?: object | undefined } | undefined;
}
