import { bindingOf } from '../ast/bindings.ts';
import { child, children, nameOf, propertyOf, stringOf, unwrap, type Node } from '../ast/node.ts';
import { nodesIn, type SourceFile } from '../ast/source-file.ts';
import type { Project } from '../project/project.ts';
import { isWebhookHandler, placeOf } from './handlers.ts';

/** `app.use('/path', …)`, `router.post('/path', …)`, also in a chain. */
export interface Mount {
  readonly call: Node;
  readonly method: string;
  /** What declares the application or the router. */
  readonly app: Node;
  /** None: everything. `undefined`: it cannot be read. */
  readonly paths: readonly (string | undefined)[];
  readonly handlers: readonly Node[];
  /** Where it stands among the others: of a chain, the last call begins where the first does. */
  readonly offset: number;
}

/** A route that is a webhook, as it is reached from an application. */
export interface WebhookRoute {
  readonly paths: readonly (string | undefined)[];
  readonly mount: Mount;
}

const methods = /^(use|post|all|put|patch|get|on)$/;
const known = new WeakMap<SourceFile, readonly Mount[]>();

/** Every mount of a file, in order. */
export function mountsIn(source: SourceFile): readonly Mount[] {
  const before = known.get(source);
  if (before) return before;
  const mounts = source.nodes
    .flatMap((node) => readMount(source, node) ?? [])
    .toSorted((a, b) => a.offset - b.offset);
  known.set(source, mounts);
  return mounts;
}

function readMount(source: SourceFile, call: Node): Mount | undefined {
  if (call.type !== 'CallExpression') return undefined;
  const callee = unwrap(child(call, 'callee'));
  const method = propertyOf(callee);
  if (callee?.type !== 'MemberExpression' || method === undefined || !methods.test(method)) return undefined;
  const app = rootOf(source, child(callee, 'object'));
  if (!app) return undefined;
  const [first, ...rest] = children(call, 'arguments');
  const paths = first && pathsOf(first);
  const handlers = (paths ? rest : [first, ...rest]).flatMap((handler) => (handler ? flat(handler) : []));
  return { call, method, app, paths: paths ?? [], handlers, offset: callee.range[1] };
}

/** The paths that a first argument names; `undefined` where it is a handler. */
function pathsOf(first: Node): readonly (string | undefined)[] | undefined {
  const inner = unwrap(first);
  if (inner.type === 'ArrayExpression') {
    const paths = children(inner, 'elements').map((element) => stringOf(element));
    return paths.some((path) => path !== undefined) ? paths : undefined;
  }
  if (/^(Literal|TemplateLiteral)$/.test(inner.type)) return [stringOf(inner)];
  return undefined;
}

const flat = (handler: Node): readonly Node[] => {
  const inner = unwrap(handler);
  return inner.type === 'ArrayExpression' ? children(inner, 'elements').flatMap(flat) : [inner];
};

/** What declares the object that a chain of mounts begins with. */
function rootOf(source: SourceFile, object: Node | undefined): Node | undefined {
  const inner = unwrap(object);
  if (inner?.type === 'Identifier') return bindingOf(source, inner)?.node;
  if (inner?.type === 'MemberExpression') return fieldOf(source, inner);
  if (inner?.type !== 'CallExpression' && inner?.type !== 'NewExpression') return undefined;
  const callee = unwrap(child(inner, 'callee'));
  if (
    inner.type === 'CallExpression' &&
    callee?.type === 'MemberExpression' &&
    methods.test(propertyOf(callee) ?? '')
  ) {
    return rootOf(source, child(callee, 'object'));
  }
  const parent = outerDeclaration(source, inner);
  return parent?.type === 'VariableDeclarator' ? parent : inner;
}

/** What gives `this.app` its value, in the class around. */
function fieldOf(source: SourceFile, member: Node): Node | undefined {
  const name = propertyOf(member);
  if (child(member, 'object')?.type !== 'ThisExpression' || name === undefined) return undefined;
  const body = source.ancestorsOf(member).find(({ type }) => type === 'ClassBody');
  return (
    body &&
    nodesIn(source, body).find((node) => {
      if (node.type === 'PropertyDefinition') return nameOf(child(node, 'key')) === name;
      const left = node.type === 'AssignmentExpression' ? child(node, 'left') : undefined;
      return propertyOf(left) === name && child(left, 'object')?.type === 'ThisExpression';
    })
  );
}

/** `const app = express().use(…)`: the declarator, so that `app.post` is of the same application. */
function outerDeclaration(source: SourceFile, made: Node): Node | undefined {
  return source
    .ancestorsOf(made)
    .find(
      ({ type }) =>
        !/^(CallExpression|MemberExpression|TSAsExpression|TSSatisfiesExpression|ChainExpression)$/.test(
          type,
        ),
    );
}

/** The webhook routes that stand below `mount` on the same application, in the same function. */
export function webhooksBelow(source: SourceFile, mount: Mount, project?: Project): readonly WebhookRoute[] {
  return mountsIn(source)
    .filter(({ app, offset, call }) => {
      return (
        app === mount.app &&
        offset > mount.offset &&
        source.functionOf(call) === source.functionOf(mount.call)
      );
    })
    .flatMap((below) => webhooksOf(source, below, project))
    .filter(({ paths }) => covers(mount.paths, paths));
}

function webhooksOf(
  source: SourceFile,
  mount: Mount,
  project: Project | undefined,
  depth = 3,
): readonly WebhookRoute[] {
  const { handlers, paths } = mount;
  if (handlers.some((handler) => isWebhookHandler(source, handler, project))) return [{ paths, mount }];
  if (mount.method !== 'use' || depth === 0) return [];
  return handlers.flatMap((handler) => {
    const { source: other, node } = placeOf(source, routerOf(handler), project);
    const declared = rootOf(other, routerOf(node));
    const inside = mountsIn(other).filter(({ app }) => app === declared || app === node);
    return inside
      .flatMap((inner) => webhooksOf(other, inner, project, depth - 1))
      .map((route) => ({ mount, paths: joined(paths, route.paths) }));
  });
}

/** Koa's `router.routes()` is that router. */
function routerOf(handler: Node): Node {
  const callee = handler.type === 'CallExpression' ? unwrap(child(handler, 'callee')) : undefined;
  const isRoutes = /^(routes|middleware)$/.test(propertyOf(callee) ?? '');
  return (isRoutes && child(callee, 'object')) || handler;
}

function joined(outer: Mount['paths'], inner: Mount['paths']): Mount['paths'] {
  if (outer.length === 0 || inner.length === 0) return outer.length === 0 ? inner : outer;
  return outer.flatMap((start) =>
    inner.map((end) =>
      start === undefined || end === undefined ? undefined : `${start.replace(/\/$/, '')}${end}`,
    ),
  );
}

/** Whether what is mounted at `outer` runs before a route at `inner`. What cannot be read does not count. */
function covers(outer: Mount['paths'], inner: Mount['paths']): boolean {
  if (outer.length === 0) return true;
  return outer.some((given) => {
    const start = given?.replace(/\/?\*+$/, '').replace(/\/$/, '');
    if (start === undefined || /[:*(){}]/.test(start)) return false;
    return start === '' || inner.some((path) => path === start || path?.startsWith(`${start}/`));
  });
}
