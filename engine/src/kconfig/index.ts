/** Placeholder facade of kconfig. */
export {};
