import { topBinding } from '../ast/bindings.ts';
import { child, children, isFalse, nameOf, stringOf, unwrap, valueIn, type Node } from '../ast/node.ts';
import type { SourceFile } from '../ast/source-file.ts';
import type { Rule } from '../rule.ts';
import { isAppRoute, isPagesRoute } from '../webhooks/framework.ts';
import { needsBytes } from '../webhooks/handlers.ts';
import { verifiersIn } from '../webhooks/verifiers.ts';

const line = 'export const config = { api: { bodyParser: false } }';

export const nextBodyParser: Rule = {
  name: 'next-body-parser',
  summary:
    "An API page of Next's Pages Router that verifies turns off Next's parser; an App Router route has none.",
  messages: {
    parsed: {
      message: "Next's parser reads the body before this webhook does.",
      remedy: `Add ${line}; to this page.`,
    },
    reexported: {
      message:
        'Next reads config from this page alone: one that is exported from elsewhere is refused by the build.',
      remedy: `Write ${line}; here.`,
    },
    useless: {
      message: 'The App Router does not read config.api: bodyParser has no effect here.',
      remedy: 'Remove it. The route has the bytes: await request.text(), or toNext of @hooklatch/next.',
    },
  },
  *check(source) {
    const isPage = isPagesRoute(source.filename);
    if (!isPage && !isAppRoute(source.filename)) return;
    const config = readConfig(source);
    const api = config?.value && valueIn(config.value, 'api');
    if (!isPage) {
      if (config && api && valueIn(api, 'bodyParser')) yield { node: config.node, message: 'useless' };
      return;
    }
    const verifying = source.nodes.find(
      (node) => node.type === 'CallExpression' && (needsBytes(source, node) || isVendors(source, node)),
    );
    if (!verifying) return;
    if (config?.isElsewhere) yield { node: config.node, message: 'reexported' };
    else if (!config) yield { node: verifying, message: 'parsed' };
    else if (config.value && !isEdge(config.value) && !isFalse(api && valueIn(api, 'bodyParser'))) {
      yield { node: config.node, message: 'parsed' };
    }
  },
};

/** The page's `config`: where it stands, and what it is, if that can be read. */
function readConfig(
  source: SourceFile,
): { node: Node; value?: Node | undefined; isElsewhere: boolean } | undefined {
  for (const node of children(source.program, 'body')) {
    if (node.type !== 'ExportNamedDeclaration') continue;
    const specifier = children(node, 'specifiers').find((one) => nameOf(child(one, 'exported')) === 'config');
    if (specifier)
      return { node, isElsewhere: child(node, 'source') !== undefined || isImported(source, specifier) };
    const declared = children(child(node, 'declaration'), 'declarations').find(
      (one) => nameOf(child(one, 'id')) === 'config',
    );
    if (declared) {
      const value = unwrap(child(declared, 'init'));
      return {
        node: declared,
        value: value?.type === 'ObjectExpression' ? value : undefined,
        isElsewhere: false,
      };
    }
  }
  return undefined;
}

function isImported(source: SourceFile, specifier: Node): boolean {
  return topBinding(source, nameOf(child(specifier, 'local')) ?? '')?.kind === 'import';
}

/** On the edge a page is given a Request, which nobody has parsed. */
function isEdge(config: Node): boolean {
  return /edge/.test(stringOf(valueIn(config, 'runtime')) ?? '');
}

/** A vendor's verifier: however a page has come by what it gives it, those are no bytes while the parser is on. */
function isVendors(source: SourceFile, call: Node): boolean {
  // An HMAC may be of something else.
  const isDigest = (name: string): boolean => /^(update|sign|Hmac\w+)$/.test(name);
  return verifiersIn(source).some((one) => one.call === call && one.isCertain && !isDigest(one.name));
}
