/** The settings under "lazymmu", as `workspace/configuration` gives them. */
export interface Settings {
  readonly enable: boolean;
  /** Root of the kernel tree for files below it; empty: found upward from each file. */
  readonly kernelRoot: string;
  /** Threads that read a tree; 0 lets the machine decide. */
  readonly jobs: number;
  readonly cache: { readonly enable: boolean };
  readonly codeLens: { readonly enable: boolean };
  readonly inlayHints: { readonly enable: boolean };
}
