/** When a tree is offered the variants, also while its files are being edited. */
import { expect, test } from "vitest";
import { changed, coreFile, headerFile, introduced, smallTree, workspaceOf } from "./small-tree.ts";

test("a tree without the variants is offered them", async () => {
  expect((await workspaceOf(smallTree)).introductionOffer()).toEqual({ kind: "offered" });
});

test("a tree that declares them is not, nor one that counts sections", async () => {
  expect((await workspaceOf(await introduced(smallTree))).introductionOffer()).toEqual({
    kind: "none",
  });
  const counted = new Map(smallTree).set("include/linux/pgtable.h", "lazy_mmu_mode_enable();\n");
  expect((await workspaceOf(counted)).introductionOffer()).toEqual({ kind: "none" });
});

test("unsaved texts count, and are forgotten when they are taken away", async () => {
  const workspace = await workspaceOf(smallTree);
  const odd = changed(coreFile, "static int each_table", "int each_table").get(coreFile);
  workspace.setDocument(coreFile, odd);
  expect(workspace.introductionOffer()).toMatchObject({
    kind: "refused",
    reason: "each_table() is not static, so other files may call it",
    location: { file: coreFile },
  });
  workspace.setDocument(coreFile, undefined);
  expect(workspace.introductionOffer()).toEqual({ kind: "offered" });
  workspace.setDocument(headerFile, (await introduced(smallTree)).get(headerFile));
  expect(workspace.introductionOffer()).toEqual({ kind: "none" });
});

test("one call alone is converted when its place is given", async () => {
  const plan = (await workspaceOf(smallTree)).planIntroductionAt("drivers/small/drop.c", 10, 2);
  expect(plan).toMatchObject({
    kind: "planned",
    conversions: [{ to: "apply_to_existing_page_range_nolazy" }],
  });
});
