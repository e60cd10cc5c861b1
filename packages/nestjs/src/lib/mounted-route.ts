/** A route as the platform serves it. */
export interface MountedRoute {
  readonly webhook: string;
  readonly methods: readonly string[];
  /** With prefix and version. */
  readonly path: string;
}
