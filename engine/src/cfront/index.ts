/** Placeholder facade of cfront. */
export {};
