/** Placeholder facade of sim. */
export {};
