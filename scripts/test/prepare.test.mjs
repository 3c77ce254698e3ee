/** When a clone has to be installed, and which Node is too old for it. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findInstallReason, findNodeProblem } from "../prepare.mjs";

describe("findNodeProblem", () => {
  it.each(["20.12.0", "20.20.2", "22.0.0"])("takes Node %s", (version) => {
    expect(findNodeProblem(version)).toBeUndefined();
  });

  it.each(["18.20.0", "20.11.1"])("refuses Node %s", (version) => {
    expect(findNodeProblem(version)).toBe(`Node 20.12 or newer is needed; this is ${version}.`);
  });
});

describe("findInstallReason", () => {
  let root = "";
  const wanted = {
    "": { version: "1.0.0" },
    "node_modules/a": { version: "1.2.3", integrity: "sha512-a" },
    "node_modules/b": { version: "2.0.0", optional: true },
  };

  beforeEach(() => {
    root = mkdtempSync(path.join(os.tmpdir(), "lazymmu-prepare-"));
    writePackages("package-lock.json", wanted);
  });

  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it("asks for an installation when there is none", () => {
    expect(findInstallReason(root)).toBe("node_modules is missing");
  });

  it("is content with the lockfile's packages, less optional ones of other systems", () => {
    install({ "node_modules/a": wanted["node_modules/a"] });
    expect(findInstallReason(root)).toBeUndefined();
  });

  it("notices a missing package, another version, another content and a left-over one", () => {
    install({});
    expect(findInstallReason(root)).toBe("node_modules/a is not the lockfile's 1.2.3");
    install({ "node_modules/a": { version: "1.2.2", integrity: "sha512-a" } });
    expect(findInstallReason(root)).toBe("node_modules/a is not the lockfile's 1.2.3");
    install({ "node_modules/a": { version: "1.2.3", integrity: "sha512-b" } });
    expect(findInstallReason(root)).toBe("node_modules/a is not the lockfile's 1.2.3");
    install({ ...wanted, "node_modules/c": { version: "1.0.0" } });
    expect(findInstallReason(root)).toBe("node_modules/c is not in the lockfile");
  });

  /** @param {object} packages */
  function install(packages) {
    mkdirSync(path.join(root, "node_modules"), { recursive: true });
    writePackages("node_modules/.package-lock.json", packages);
  }

  /**
   * @param {string} file
   * @param {object} packages
   */
  function writePackages(file, packages) {
    writeFileSync(path.join(root, file), JSON.stringify({ packages }));
  }
});
