/** Placeholder facade of mm. */
export {};
