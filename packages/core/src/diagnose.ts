export { explain } from './lib/explain.ts';
