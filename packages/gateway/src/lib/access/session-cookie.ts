import { sessionMs } from './sessions.ts';

/** Under which name a session's token is sent, and with which attributes. */
export interface SessionCookie {
  readonly name: string;
  /** The value of `set-cookie`. */
  write(token: string): string;
  /** The value of `set-cookie` that takes it away. */
  clear(): string;
  /** What a request has sent; nothing where it has sent two of them. */
  read(header: string | undefined): string | undefined;
}

/**
 * The cookie of an origin.
 *
 * Over HTTPS it is `__Host-hooklatch-gateway`, which a browser takes from this very host over HTTPS alone. Over plain
 * HTTP, which is for a machine's own address, it is `hooklatch-gateway-<port>`: cookies know no ports, and several
 * gateways may run on one machine.
 *
 * @param isSecure - whether it is reached over HTTPS
 * @param port - that is listened on
 */
export function sessionCookie(isSecure: boolean, port: number): SessionCookie {
  const name = isSecure ? '__Host-hooklatch-gateway' : `hooklatch-gateway-${port}`;
  const attributes = `Path=/; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`;
  return {
    name,
    write: (token) => `${name}=${token}; Max-Age=${sessionMs / 1000}; ${attributes}`,
    clear: () => `${name}=; Max-Age=0; ${attributes}`,
    read(header = '') {
      const values = header
        .split(';')
        .map((pair) => pair.trim())
        .filter((pair) => pair.startsWith(`${name}=`))
        .map((pair) => pair.slice(name.length + 1));
      // Another server of this machine may have set one of the same name for a longer path.
      return values.length === 1 && values[0] !== '' ? values[0] : undefined;
    },
  };
}
