/** Placeholder facade of cmachine. */
export {};
