import { fileRules, projectRules } from './lib/all-rules.ts';
import type { Node } from './lib/ast/node.ts';
import { positionOf, toSourceFile, type SourceFile } from './lib/ast/source-file.ts';
import { isTurnedOff, toSentences, type Finding } from './lib/findings.ts';
import type { Project } from './lib/project/project.ts';
import { toProject } from './lib/project/to-project.ts';
import { isTest } from './lib/webhooks/framework.ts';

export type { Finding };

/** A file of a project; one without a program is looked at as text (`.env`). */
export interface ProjectFile {
  /** From the project's directory, with `/`. */
  readonly filename: string;
  readonly text: string;
  /** An ESTree or TS-ESTree program, with `range` in UTF-16 code units. */
  readonly program?: object | undefined;
}

/** A finding, and the file that it is in. */
export interface ProjectFinding extends Finding {
  readonly filename: string;
}

/**
 * Runs the rules over one program, as ESLint would.
 *
 * @param program - ESTree or TS-ESTree, with `range` in UTF-16 code units
 * @param file - its name (Next's routes are known by theirs), and its text
 * @returns what is wrong, in the order of the text
 * @example
 * ```ts
 * import { checkProgram } from '@hooklatch/eslint-plugin/check';
 *
 * export function report(program: object, filename: string, text: string): string[] {
 *   return checkProgram(program, { filename, text }).map(({ line, message }) => `${filename}:${line} ${message}`);
 * }
 * ```
 */
export function checkProgram(program: object, file: { filename: string; text: string }): Finding[] {
  return checkFile(toSourceFile(program as Node, file));
}

/**
 * Whether a file is a test, or belongs to one, by its path. The rules expect made-up secrets and broken requests there.
 *
 * @param filename - from the project's directory, with `/`
 * @example
 * ```ts
 * import { isTestFile } from '@hooklatch/eslint-plugin/check';
 *
 * const isLeftOut = isTestFile('src/webhooks/clerk.test.ts');
 * ```
 */
export function isTestFile(filename: string): boolean {
  return isTest(filename);
}

/**
 * Runs the rules over the files of an application: those of {@link checkProgram}, which now follow imports, and those that
 * need several files.
 *
 * @param files - of one application
 * @returns what is wrong, by file, in the order of the text
 * @example
 * ```ts
 * import { checkProject, type ProjectFile } from '@hooklatch/eslint-plugin/check';
 *
 * export function report(files: ProjectFile[]): string[] {
 *   return checkProject(files).map(({ filename, line, remedy }) => `${filename}:${line} ${remedy}`);
 * }
 * ```
 */
export function checkProject(files: readonly ProjectFile[]): ProjectFinding[] {
  const sources = files.flatMap(({ program, filename, text }) =>
    program ? toSourceFile(program as Node, { filename, text }) : [],
  );
  const project = toProject(
    sources,
    files.filter(({ program }) => !program),
  );
  const found = sources.flatMap((source) =>
    checkFile(source, project).map((finding) => ({ filename: source.filename, ...finding })),
  );
  return [...found, ...checkTogether(project)].toSorted(
    (a, b) => compare(a.filename, b.filename) || a.line - b.line || a.column - b.column,
  );
}

const compare = (a: string, b: string): number => Number(a > b) - Number(a < b);

function checkFile(source: SourceFile, project?: Project): Finding[] {
  return fileRules
    .flatMap(({ name, messages, check }) =>
      [...check(source, project)].flatMap(({ node, message, data }) => {
        const sentences = messages[message];
        return sentences
          ? [{ rule: name, ...positionOf(source, node.range[0]), ...toSentences(sentences, data) }]
          : [];
      }),
    )
    .filter(({ rule, line }) => !isTurnedOff(source.text, rule, line))
    .toSorted((a, b) => a.line - b.line || a.column - b.column);
}

function checkTogether(project: Project): ProjectFinding[] {
  return projectRules.flatMap(({ name, messages, check }) =>
    [...check(project)].flatMap((report) => {
      const sentences = messages[report.message];
      const file = 'source' in report ? report.source : report.file;
      const position = positionOf(file, 'source' in report ? report.node.range[0] : report.offset);
      if (!sentences || isTurnedOff(file.text, name, position.line)) return [];
      return [{ filename: file.filename, rule: name, ...position, ...toSentences(sentences, report.data) }];
    }),
  );
}
