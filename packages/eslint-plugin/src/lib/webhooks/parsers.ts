import { originOf, valueOf } from '../ast/bindings.ts';
import { child, children, isFalse, isOpaque, stringOf, unwrap, valueIn, type Node } from '../ast/node.ts';
import type { SourceFile } from '../ast/source-file.ts';
import type { Project } from '../project/project.ts';
import { frameworkOf } from './framework.ts';

/** A middleware that reads the body, and leaves what it has made of it. */
export interface DroppingParser {
  /** As it is written: `express.json`. */
  readonly callee: string;
  /** What to change. */
  readonly remedy: string;
}

const keepBytes = 'verify: (request, _response, bytes) => { request.rawBody = bytes; }';

/** The parser that a handler of a mount is, where it keeps no bytes. */
export function droppingParser(
  source: SourceFile,
  handler: Node,
  project?: Project,
): DroppingParser | undefined {
  const call = valueOf(source, handler);
  if (call.type !== 'CallExpression') return undefined;
  const named = child(call, 'callee');
  const origin = originOf(source, named);
  if (!origin) return undefined;
  const [given] = children(call, 'arguments');
  const options = given && valueOf(source, given);
  if (options && (options.type !== 'ObjectExpression' || isOpaque(options))) return undefined;
  const callee = source.text.slice(...(named?.range ?? call.range));
  const remedy =
    expressRemedy(source, { origin, options, callee }) ??
    koaRemedy(project?.sources ?? [source], { origin, options, callee }) ??
    middyRemedy({ origin, options, callee });
  return remedy === undefined ? undefined : { callee, remedy };
}

/** A call that makes a middleware: what is called, and with what. */
interface Call {
  readonly origin: { readonly module: string; readonly name: string };
  readonly options: Node | undefined;
  readonly callee: string;
}

function expressRemedy(source: SourceFile, { origin, options, callee }: Call): string | undefined {
  const { module, name } = origin;
  const isParser =
    module === 'express' ? name === 'json' : module === 'body-parser' && /^(json|default|\*)$/.test(name);
  // A `type` of its own may leave the webhook's alone.
  if (!isParser || valueIn(options, 'verify') || valueIn(options, 'type')) return undefined;
  const kept =
    frameworkOf(source) === 'node'
      ? `${callee}({ ${keepBytes} })`
      : `${callee}({ verify: keepRawBody }), with keepRawBody of @hooklatch/express`;
  return `Move this line below the webhook, or keep the bytes: ${kept}.`;
}

function koaRemedy(sources: readonly SourceFile[], { origin, options, callee }: Call): string | undefined {
  const { module, name } = origin;
  if (!/^(default|\*|bodyParser|koaBody)$/.test(name)) return undefined;
  // It looks at no `ctx.disableBodyParser`, as the others do.
  if (module === 'koa-body' && !isFalse(valueIn(options, 'json')))
    return `Move ${callee}() below the webhook, or behind it on the routes that need it.`;
  if (!/^(koa-bodyparser|@koa\/bodyparser)$/.test(module) || isForOthers(options)) return undefined;
  if (sources.some(({ text }) => text.includes('disableBodyParser'))) return undefined;
  return `Move ${callee}() below the webhook, or set ctx.disableBodyParser for its path above this line.`;
}

function middyRemedy({ origin, callee }: Call): string | undefined {
  if (origin.module !== '@middy/http-json-body-parser') return undefined;
  return `Leave ${callee}() out of this function, and call JSON.parse once the signature is verified.`;
}

/** Whether Koa's parser is told to leave JSON alone. */
function isForOthers(options: Node | undefined): boolean {
  const types = unwrap(valueIn(options, 'enableTypes'));
  return !!types && !children(types, 'elements').some((type) => stringOf(type) === 'json');
}
