/** Placeholder facade of trace. */
export {};
