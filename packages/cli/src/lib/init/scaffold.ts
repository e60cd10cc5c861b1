import type { Project } from './project.ts';
import type { ProviderOutline } from './provider-outline.ts';

/** What runs the created test. */
export type TestRunner = 'vitest' | 'node';

/** What was chosen: every template makes its files of this. */
export interface Choice {
  readonly provider: ProviderOutline;
  readonly project: Project;
  readonly isTypeScript: boolean;
  readonly runner: TestRunner;
}

/** A file to create. */
export interface ScaffoldFile {
  /** From the project's directory, with `/`. */
  readonly path: string;
  readonly text: string;
}

/** What a template makes of a choice. */
export interface Scaffold {
  readonly files: readonly ScaffoldFile[];
  /** The path of the URL that the provider calls. */
  readonly route: string;
  /** What to write in the application that is there, line by line; nothing where the files are enough. */
  readonly mount: readonly string[];
  /** Commands that start the application. */
  readonly start: readonly string[];
  /** The port that it listens on. */
  readonly port: number;
  /** What the application imports. */
  readonly packages: readonly string[];
  /** What it is built and tested with. */
  readonly devPackages: readonly string[];
  /** How it gets to where it runs, and its origin there, where that is not this machine. (this machine) */
  readonly deployed?: { readonly steps: readonly string[]; readonly origin: string };
  /** Where secrets stand while it is developed. (`.env`) */
  readonly secretsFile?: string;
}

/** How one framework is written for. */
export interface Framework {
  readonly title: string;
  /** Packages that tell that a project uses it. */
  readonly detectedBy: readonly string[];
  /** Whether it is written in TypeScript alone. (false) */
  readonly needsTypeScript?: boolean;
  /** Whether the module has no bundler or compiler between, so that Node runs it as it is. */
  readonly isPlainNode: boolean;
  load(): Promise<{ readonly render: (choice: Choice) => Scaffold }>;
}
