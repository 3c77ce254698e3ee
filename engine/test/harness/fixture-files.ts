/** The fixtures on disk, read in an order that does not depend on the file system. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Fixture, parseFixture } from "./fixture.ts";

export interface FixtureOnDisk {
  /** Relative to the fixtures folder, with forward slashes. */
  readonly name: string;
  readonly file: string;
  readonly read: () => Fixture;
}

/** Every `.c` fixture below a folder of engine/test/fixtures, sorted by name. */
export function fixturesIn(folder: string): FixtureOnDisk[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .map((path) => `${folder}/${path.replaceAll("\\", "/")}`)
    .filter((name) => name.endsWith(".c"))
    .sort()
    .map((name) => {
      const file = join(root, name);
      return { name, file, read: () => parseFixture(readFileSync(file, "utf8")) };
    });
}

// Another folder may be named to try fixtures before they are part of the repository.
const { LAZYMMU_FIXTURES: otherRoot } = process.env;
const root = otherRoot ?? fileURLToPath(new URL("../fixtures", import.meta.url));
