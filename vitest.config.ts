/** One test project per part of the repository; each finds its tests beside what it tests. */
import { defineConfig } from "vitest/config";

const parts = ["engine", "server", "client"];

export default defineConfig({
  test: {
    // Two workers leave room on a small machine for what the tests start themselves.
    maxWorkers: 2,
    projects: [
      ...parts.map((name) => ({
        extends: true as const,
        test: { name, include: [`${name}/test/**/*.test.ts`] },
      })),
      {
        extends: true as const,
        test: { name: "scripts", include: ["scripts/test/*.test.mjs"], testTimeout: 60_000 },
      },
    ],
  },
});
