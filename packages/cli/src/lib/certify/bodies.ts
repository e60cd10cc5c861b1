import { sentHeader, withHeader, type Probe } from './probe.ts';
import type { Made } from './row.ts';
import type { Stage } from './stage.ts';

/** A body as text. */
const textOf = ({ body }: Probe): string => Buffer.from(body).toString('utf8');

/** A JSON object's text, or undefined where the body is none. */
export function jsonText(probe: Probe): string | undefined {
  const text = textOf(probe);
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? text : undefined;
  } catch {
    return undefined;
  }
}

/** JSON with another field at its end, as text, because numbers and escapes have to stay as they are written. */
export function withField(text: string, field: string): string {
  const inner = text.trimEnd().slice(0, -1).trimEnd();
  return `${inner}${inner.endsWith('{') ? '' : ','}${field}}`;
}

/** A genuine delivery of these exact bytes, with the content type of another one. */
export async function signBody(stage: Stage, like: Probe, body: Uint8Array | string): Promise<Made> {
  const bytes = typeof body === 'string' ? Buffer.from(body, 'utf8') : body;
  let probe: Probe;
  try {
    probe = await stage.genuine({ body: bytes });
  } catch {
    return `${stage.provider.name} cannot sign such a body.`;
  }
  if (!Buffer.from(probe.body).equals(bytes)) return `${stage.provider.name} writes its proof into the body.`;
  const type = sentHeader(like, 'content-type');
  return type === undefined ? probe : withHeader(probe, 'content-type', () => type);
}

/** A genuine delivery whose JSON was changed as text. */
export function signJson(change: (text: string) => Uint8Array | string) {
  return async (stage: Stage, genuine: Probe): Promise<Made> => {
    const text = jsonText(genuine);
    if (text === undefined) return `${stage.provider.name} sends no JSON object.`;
    return signBody(stage, genuine, change(text));
  };
}
