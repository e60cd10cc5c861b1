export { conformanceEndpoint } from './lib/conformance/endpoint.ts';
