import type { Choice } from '../scaffold.ts';

/** What an application has to be told to mount a webhook. */
export interface Mount {
  /** The module to write it in. */
  readonly entry: string;
  /** Names, and where they come from. */
  readonly imports: readonly (readonly [name: string, specifier: string])[];
  readonly lines: readonly string[];
}

/**
 * The lines that mount a webhook in an application that is there.
 *
 * @param choice - what was chosen
 * @param mount - what is mounted where
 * @returns imports, or calls of `require` where the module is CommonJS, and the lines themselves
 */
export function mountLines({ project }: Choice, { entry, imports, lines }: Mount): readonly string[] {
  const isCommonJs = entry.endsWith('.cjs') || (entry.endsWith('.js') && !project.isModule);
  const named = imports.map(([name, specifier]) =>
    isCommonJs ? `const { ${name} } = require('${specifier}');` : `import { ${name} } from '${specifier}';`,
  );
  return [...named, ...lines];
}
