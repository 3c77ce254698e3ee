/** Which tree a URI belongs to, on a real disk. */
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { locateFile, treeFileUri } from "#server/host";

let folder: string;

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), "lazymmu-locate-")));
  await mkdir(join(folder, "linux/mm"), { recursive: true });
  await mkdir(join(folder, "other"));
  await writeFile(join(folder, "linux/Kbuild"), "");
  await writeFile(join(folder, "linux/MAINTAINERS"), "");
  await writeFile(join(folder, "linux/mm/a b.c"), "");
  await writeFile(join(folder, "other/x.c"), "");
  await symlink(join(folder, "linux"), join(folder, "link"));
  await symlink(join(folder, "other/x.c"), join(folder, "linux/outside.c"));
});

afterAll(() => rm(folder, { recursive: true }));

test("a file belongs to the kernel tree above it, and its URI leads back", () => {
  const place = locateFile(uri("linux/mm/a b.c"), "");
  expect(place).toEqual({ root: join(folder, "linux"), file: "mm/a b.c" });
  expect(place && treeFileUri(place)).toBe(uri("linux/mm/a b.c"));
});

test("a file that is not saved yet has a place too", () => {
  expect(locateFile(uri("linux/new/deep/x.c"), "")?.file).toBe("new/deep/x.c");
});

test("the root itself is the empty path", () => {
  expect(locateFile(uri("linux"), "")).toEqual({ root: join(folder, "linux"), file: "" });
});

test("a tree reached through a link is the same tree", () => {
  expect(locateFile(uri("link/mm/a b.c"), "")).toEqual(locateFile(uri("linux/mm/a b.c"), ""));
});

test("a link that leads out of the tree is not in it", () => {
  expect(locateFile(uri("linux/outside.c"), "")).toBeUndefined();
});

test("the chosen root counts for what lies below it only", () => {
  const chosen = join(folder, "other");
  expect(locateFile(uri("other/x.c"), "")).toBeUndefined();
  expect(locateFile(uri("other/x.c"), chosen)).toEqual({ root: chosen, file: "x.c" });
  expect(locateFile(uri("linux/mm/a b.c"), chosen)?.root).toBe(join(folder, "linux"));
});

test.each(["untitled:Untitled-1", "https://example.org/x.c", "file://host/share/x.c", "no uri"])(
  "%s is no local file",
  (given) => {
    expect(locateFile(given, "/")).toBeUndefined();
  },
);

function uri(path: string): string {
  return pathToFileURL(join(folder, path)).href;
}
