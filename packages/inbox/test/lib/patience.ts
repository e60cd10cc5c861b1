/** How `expect.poll` waits, in milliseconds: machines may be busy. */
export const patience: { readonly timeout: number; readonly interval: number } = {
  timeout: 15_000,
  interval: 20,
};
