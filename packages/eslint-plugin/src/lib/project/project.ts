import type { Binding } from '../ast/bindings.ts';
import type { SourceFile } from '../ast/source-file.ts';
import type { Place } from '../webhooks/handlers.ts';

/** A file that is no program: `.env`. */
export interface TextFile {
  readonly filename: string;
  readonly text: string;
}

/** The files of an application. Filenames are relative to its directory. */
export interface Project {
  readonly sources: readonly SourceFile[];
  readonly texts: readonly TextFile[];
  /** What an import names, where it is a file of the project. */
  lookup(source: SourceFile, imported: Pick<Binding, 'module' | 'imported'>): Place | undefined;
}
