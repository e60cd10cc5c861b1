import type { Search } from './diagnose-mismatch.ts';

/** What a proxy may have made of a URL, undone. The sentence names the part, never the URL: a query may be secret. */
const undo: Readonly<Record<string, (url: URL) => void>> = {
  'https in the place of http': (url) => void (url.protocol = 'https:'),
  'http in the place of https': (url) => void (url.protocol = 'http:'),
  'no port': (url) => void (url.port = ''),
  'no query': (url) => void (url.search = ''),
  'a slash at the end of the path': (url) => void (url.pathname += '/'),
  'no slash at the end of the path': (url) => void (url.pathname = url.pathname.replace(/\/+$/, '')),
};

/** Whether the signature fits with the URL that stood before a proxy. */
export async function findUrlChange({ admitted, fits }: Search): Promise<string | undefined> {
  const { scheme, head } = admitted;
  if (!scheme.covers.url || !URL.canParse(head.url)) return undefined;
  const hosts = ['x-forwarded-host', 'x-original-host', 'host'].flatMap((name) =>
    head.headers.has(name) ? [name] : [],
  );
  const changes: [string, (url: URL) => void][] = Object.entries(undo);
  for (const name of hosts) {
    const host = head.headers.entries().find(([own]) => own.toLowerCase() === name)?.[1] ?? '';
    const change = (url: URL): void => {
      url.port = '';
      url.host = host;
    };
    const secure = (url: URL): void => {
      change(url);
      url.protocol = 'https:';
    };
    changes.push(
      [`the host of the header ${name}`, change],
      [`https and the host of the header ${name}`, secure],
    );
  }
  for (const [what, change] of changes) {
    const url = new URL(head.url);
    change(url);
    for (const text of [url.href, url.pathname === '/' ? url.href.replace(/\/(?=$|\?)/, '') : undefined]) {
      if (text === undefined || text === head.url) continue;
      if (await fits({ head: { ...head, url: text } }))
        return `The URL was signed with ${what}: give publicUrl as the provider has it, or trustProxy.`;
    }
  }
  return undefined;
}
