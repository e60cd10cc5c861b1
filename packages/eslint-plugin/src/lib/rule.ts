import type { Node } from './ast/node.ts';
import type { SourceFile } from './ast/source-file.ts';
import type { Project } from './project/project.ts';

/** What a rule finds. */
export interface Report {
  readonly node: Node;
  /** One of the rule's `messages`. */
  readonly message: string;
  /** What `{{name}}` in it stands for. */
  readonly data?: Readonly<Record<string, string>>;
}

/** What is wrong, and the line to change. */
export interface Message {
  readonly message: string;
  readonly remedy: string;
}

/** A rule: a pure function over one program, which may look at the project's other files where there is one. */
export interface Rule {
  readonly name: string;
  /** One sentence: what it finds. */
  readonly summary: string;
  readonly messages: Readonly<Record<string, Message>>;
  check(source: SourceFile, project?: Project): Iterable<Report>;
}
