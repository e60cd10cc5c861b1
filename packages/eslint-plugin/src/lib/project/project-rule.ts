import type { Node } from '../ast/node.ts';
import type { SourceFile } from '../ast/source-file.ts';
import type { Message, Report } from '../rule.ts';
import type { Project, TextFile } from './project.ts';

/** What a rule over a whole project finds: at a node of a program, or at a line of another file. */
export type ProjectReport = Omit<Report, 'node'> &
  (
    | { readonly source: SourceFile; readonly node: Node }
    | { readonly file: TextFile; readonly offset: number }
  );

/** A rule that one file cannot show to be kept. */
export interface ProjectRule {
  readonly name: string;
  readonly summary: string;
  readonly messages: Readonly<Record<string, Message>>;
  check(project: Project): Iterable<ProjectReport>;
}
