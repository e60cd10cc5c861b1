/**
 * What nobody has described. Code that is to move here by changing an import reads `payload.type` of it without
 * narrowing, so that `unknown` would not compile.
 */
// oxlint-disable-next-line typescript/no-explicit-any -- the migrated code is written against it
export type Loose = any;
