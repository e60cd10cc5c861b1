/** Whose request it is, and where it goes behind the relay. */
export interface PublicPath {
  readonly publicId: string;
  /** Path and query as they stood behind the public address. */
  readonly target: string;
}

/**
 * Reads `/in/<public id>/path?query`.
 *
 * @param target - path and query of a request
 * @returns its parts; nothing where it is something else
 */
export function readPublicPath(target: string): PublicPath | undefined {
  const [, publicId, rest = ''] = /^\/in\/([\da-f]{32})((?:[/?].*)?)$/s.exec(target) ?? [];
  return publicId === undefined ? undefined : { publicId, target: rest.startsWith('/') ? rest : `/${rest}` };
}

/** The public address of a token, at a server. */
export function toPublicUrl(origin: string, publicId: string): string {
  return `${origin.replace(/\/+$/, '')}/in/${publicId}`;
}
