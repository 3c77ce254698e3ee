/** One test project per part of the repository; each finds its tests beside what it tests. */
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const parts = ["engine", "server"];

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
        test: {
          name: "client",
          include: ["client/test/**/*.test.ts"],
          // The editor gives its module only to extensions that it runs itself.
          alias: { vscode: fileURLToPath(new URL("client/test/fake-vscode.ts", import.meta.url)) },
        },
      },
      {
        extends: true as const,
        test: { name: "scripts", include: ["scripts/test/*.test.mjs"], testTimeout: 60_000 },
      },
      {
        extends: true as const,
        // VS Code itself, which `npm test` starts behind all other tests: --project editor.
        test: {
          name: "editor",
          include: ["scripts/editor/test/*.test.mjs"],
          testTimeout: 60_000,
          // Each file has an editor and a browser of its own, which want the machine for themselves.
          fileParallelism: false,
        },
      },
    ],
  },
});
