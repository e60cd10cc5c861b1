export { compareReply, runVector, toDelivery, toWebhook, type Verdict } from './lib/conformance/run.ts';
export { sendVector } from './lib/conformance/send.ts';
export { isProvider, readVectors, type ExpectedReply, type Vector } from './lib/conformance/vector.ts';
