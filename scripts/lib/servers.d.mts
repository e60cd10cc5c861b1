// For tests of packages, whose TypeScript reads no JavaScript.
export declare function findBinary(name: string): string | undefined;
export declare function hasPythonModule(name: string): boolean;
export declare function reportMissing(): void;
