/** A piece of code, and what a rule finds in it. */
export interface Case {
  /** What the code does. */
  readonly name: string;
  readonly code: string;
  /** Given where the rule looks at it. */
  readonly filename?: string;
  /** Holds types or decorators. */
  readonly isTypeScript?: true;
}

export interface InvalidCase extends Case {
  /** Where the findings are, in order. */
  readonly lines: readonly number[];
  /** What the first finding says. */
  readonly says?: RegExp;
}

/** The table of one rule. */
export interface Cases {
  readonly valid: readonly Case[];
  readonly invalid: readonly InvalidCase[];
}
