import { isNode, type Node } from './node.ts';

/** A parsed file. */
export interface SourceFile {
  readonly program: Node;
  /** With `/`, absolute or from the project's directory. */
  readonly filename: string;
  readonly text: string;
  /** Every node, in the order of the text. */
  readonly nodes: readonly Node[];
  parentOf(node: Node): Node | undefined;
  /** The nodes around a node, the nearest first. */
  ancestorsOf(node: Node): readonly Node[];
  /** The nearest function around a node, else the program. */
  functionOf(node: Node): Node;
}

const known = new WeakMap<Node, SourceFile>();
// `parent` leads back; `loc` and tokens are no syntax.
const skipped: ReadonlySet<string> = new Set([
  'parent',
  'loc',
  'range',
  'tokens',
  'comments',
  'type',
  'start',
  'end',
]);
const functions = /^(ArrowFunctionExpression|FunctionExpression|FunctionDeclaration)$/;

/** Reads a program once: all its rules share what was read. */
export function toSourceFile(
  program: Node,
  { filename, text }: { filename: string; text: string },
): SourceFile {
  const before = known.get(program);
  if (before) return before;
  const parents = new Map<Node, Node>();
  const nodes: Node[] = [];
  const open: Node[] = [program];
  for (let node = open.pop(); node; node = open.pop()) {
    nodes.push(node);
    const inside: Node[] = [];
    for (const field of Object.keys(node)) {
      if (skipped.has(field)) continue;
      const value = node[field];
      for (const item of Array.isArray(value) ? value : [value]) if (isNode(item)) inside.push(item);
    }
    // `{ body }` is one node twice, as key and as value, in some parsers.
    for (const item of inside.toReversed()) {
      if (parents.has(item)) continue;
      parents.set(item, node);
      open.push(item);
    }
  }
  nodes.sort((a, b) => a.range[0] - b.range[0] || b.range[1] - a.range[1]);
  const ancestorsOf = (node: Node): readonly Node[] => {
    const above: Node[] = [];
    for (let next = parents.get(node); next; next = parents.get(next)) above.push(next);
    return above;
  };
  const source: SourceFile = {
    program,
    filename: filename.replaceAll('\\', '/'),
    text,
    nodes,
    parentOf: (node) => parents.get(node),
    ancestorsOf,
    functionOf: (node) => ancestorsOf(node).find(({ type }) => functions.test(type)) ?? program,
  };
  known.set(program, source);
  return source;
}

/** The nodes inside a node, itself included, in the order of the text. */
export function nodesIn({ nodes }: SourceFile, { range: [start, end] }: Node): readonly Node[] {
  let [low, high] = [0, nodes.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((nodes[middle]?.range[0] ?? 0) < start) low = middle + 1;
    else high = middle;
  }
  const found: Node[] = [];
  for (let index = low; index < nodes.length; index += 1) {
    const node = nodes[index];
    if (!node || node.range[0] > end) break;
    if (node.range[1] <= end) found.push(node);
  }
  return found;
}

/** Where an offset stands: both count from 1. */
export function positionOf(
  { text }: { readonly text: string },
  offset: number,
): { line: number; column: number } {
  const before = text.slice(0, offset).split(/\r\n|[\n\r\u2028\u2029]/);
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
