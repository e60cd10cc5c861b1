import { originOf, valueOf } from '../ast/bindings.ts';
import { child, children, nameOf, pathOf, unwrap, valueIn, type Node } from '../ast/node.ts';
import type { SourceFile } from '../ast/source-file.ts';
import { isAdapter } from './adapters.ts';
import { isRequest } from './requests.ts';
import { isVerifying } from './signature.ts';

/** A call that checks a signature, or computes one to compare. */
export interface Verifier {
  readonly call: Node;
  /** As it is called: `constructEvent`. */
  readonly name: string;
  /** What should be the body's exact bytes. */
  readonly inputs: readonly Node[];
  /** The request, where the verifier reads it by itself. */
  readonly request?: Node | undefined;
  /** Known for what it is, not by its name alone. */
  readonly isCertain: boolean;
}

/** Where the body stands among the arguments of vendors' functions. */
const functions: Readonly<Record<string, number>> = {
  '@octokit/webhooks-methods#verify': 1,
  '@octokit/webhooks-methods#verifyWithFallback': 1,
  '@polar-sh/sdk/webhooks#validateEvent': 0,
  '@sanity/webhook#assertValidSignature': 0,
  '@sanity/webhook#isValidSignature': 0,
  'discord-interactions#verifyKey': 0,
  'razorpay#validateWebhookSignature': 0,
  'razorpay/dist/utils/razorpay-utils#validateWebhookSignature': 0,
};
const verifierClasses = /^(svix|standardwebhooks|@octokit\/webhooks)$/;
const byName =
  /^(verify\w*(Signature|Webhook|Hmac|Payload|Delivery)\w*|(is|check|validate|assert)\w*(Signature|Webhook|Hmac)\w*)$/i;

const known = new WeakMap<SourceFile, readonly Verifier[]>();

/** Every verifier of a file. */
export function verifiersIn(source: SourceFile): readonly Verifier[] {
  const before = known.get(source);
  if (before) return before;
  const found = source.nodes
    .filter(({ type }) => type === 'CallExpression')
    .flatMap((call) => readVerifier(source, call) ?? []);
  known.set(source, found);
  return found;
}

function readVerifier(source: SourceFile, call: Node): Verifier | undefined {
  const callee = unwrap(child(call, 'callee'));
  if (!callee) return undefined;
  const path = pathOf(callee);
  const name = path.at(-1) ?? '';
  const given = children(call, 'arguments');
  const first = given[0];
  const certain = (inputs: readonly (Node | undefined)[], request?: Node): Verifier => ({
    call,
    name,
    inputs: inputs.filter((input) => input !== undefined),
    request,
    isCertain: true,
  });
  // WorkOS's takes an object with the parsed body: that is no flow of one.
  if (/^constructEvent(Async)?$/.test(name)) return certain([first]);
  const origin = originOf(source, callee);
  const position = origin && functions[`${origin.module}#${origin.name}`];
  if (position !== undefined) return certain([given[position]]);
  if (origin?.name === 'verifyWebhook' && origin.module.startsWith('@clerk/')) return certain([], first);
  if (/^(unwrap|unmarshal)$/.test(name) && path.includes('webhooks')) return certain([first]);
  const ofReceiver = readMethod(source, { name, receiver: child(callee, 'object'), first });
  if (ofReceiver) return certain(ofReceiver.inputs, ofReceiver.request);
  const made = valueOf(source, callee);
  // `listener(request, response)`, where that is `toNode(webhook)`.
  if (made.type === 'CallExpression' && isAdapter(source, made))
    return { ...certain([], first), name: nameOf(callee) ?? source.text.slice(...callee.range) };
  const digested = digestInputs(source, { call, path });
  if (digested) return isVerifying(source, call) ? certain(digested) : undefined;
  return byName.test(name) ? { call, name, inputs: inputsOf(given), isCertain: false } : undefined;
}

/** `new Webhook(secret).verify(…)` of vendors, and ours. */
function readMethod(
  source: SourceFile,
  { name, receiver, first }: { name: string; receiver: Node | undefined; first: Node | undefined },
): { inputs: readonly (Node | undefined)[]; request?: Node } | undefined {
  if (!receiver || !first || !/^(verify|verifyAndReceive|handle|fetch)$/.test(name)) return undefined;
  const made = valueOf(source, receiver);
  const origin = originOf(source, child(made, 'callee'));
  if (made.type === 'NewExpression' && origin && verifierClasses.test(origin.module)) {
    return { inputs: name === 'verifyAndReceive' ? [valueIn(first, 'payload')] : [first] };
  }
  if (origin?.name !== 'createWebhook' || !origin.module.startsWith('@hooklatch/')) return undefined;
  const delivery = valueOf(source, first);
  return delivery.type === 'ObjectExpression'
    ? { inputs: [valueIn(delivery, 'body')] }
    : { inputs: [], request: first };
}

/** What goes into an HMAC, or into a signature that is checked by hand. */
function digestInputs(
  source: SourceFile,
  { call, path }: { call: Node; path: readonly string[] },
): readonly Node[] | undefined {
  const given = children(call, 'arguments');
  const name = path.at(-1) ?? '';
  if (name === 'update') {
    const receiver = child(unwrap(child(call, 'callee')), 'object');
    const made = receiver ? pathOf(valueOf(source, receiver)) : [];
    return [...path, ...made].some((step) => /^(createHmac|createVerify)$/.test(step))
      ? given.slice(0, 1)
      : undefined;
  }
  if (/^Hmac(MD5|SHA\d+)$/.test(name)) return given.slice(0, 1);
  if (path.includes('subtle') && /^(sign|verify)$/.test(name)) return given.slice(-1);
  return path.at(-2) === 'detached' && name === 'verify' ? given.slice(0, 1) : undefined;
}

/** Arguments, and what objects among them hold as the body. */
function inputsOf(given: readonly Node[]): readonly Node[] {
  return given.flatMap((argument) => {
    const inner = unwrap(argument);
    if (inner.type !== 'ObjectExpression') return [inner];
    return ['body', 'payload', 'data', 'rawBody'].flatMap((name) => valueIn(inner, name) ?? []);
  });
}

/** Whether a verifier is given the request itself: `verify(req)`. */
export function takesRequest(source: SourceFile, { request, call, isCertain }: Verifier): boolean {
  if (request) return isRequest(source, request);
  return !isCertain && children(call, 'arguments').some((argument) => isRequest(source, argument));
}
