/** What Makefiles say of an object: the symbols it needs, and the compiler's options. */
import { expect, test } from "vitest";
import { findCompileFlags, findObjectGuards } from "#engine/kconfig";
import { readerOf } from "./tree.ts";

const readText = readerOf({
  Kbuild: "obj-y += mm/ fs/ arch/$(SRCARCH)/\nobj-$(CONFIG_NET) += net/\nobj-y += drivers/\n",
  "mm/Makefile": [
    "mmu-$(CONFIG_MMU) := memory.o \\",
    "\tvmalloc.o",
    "obj-y := slab.o $(mmu-y)",
    "obj-$(CONFIG_KASAN) += kasan/",
    "ifdef CONFIG_SWAP",
    "obj-y += swap.o",
    "else",
    "obj-y += noswap.o",
    "endif",
  ].join("\n"),
  "mm/kasan/Makefile":
    "obj-$(CONFIG_KASAN_SW_TAGS) += shadow.o tags.o\nobj-$(CONFIG_KASAN_GENERIC) += shadow.o\n",
  "fs/Makefile": "obj-$(CONFIG_XFS_FS) += xfs/\n",
  "fs/xfs/Makefile": [
    "ccflags-y += -I $(src) -I $(src)/libxfs -DXFS=2 -I$(objtree)/x",
    "ccflags-$(CONFIG_XFS_DEBUG) += -DDEBUG",
    "subdir-ccflags-y := -I$(srctree)/fs/common",
    "CFLAGS_main.o := -DMAIN='\"xfs\"'",
    "obj-$(CONFIG_XFS_FS) += xfs.o",
    "xfs-y += $(addprefix libxfs/, btree.o alloc.o)",
    "xfs-$(CONFIG_XFS_RT) += rt.o",
  ].join("\n"),
  "arch/x86/Kbuild": "obj-y += mm/\n",
  "arch/x86/mm/Makefile": "obj-$(CONFIG_X86_64) += init_$(BITS).o\n",
  "drivers/Makefile": "include $(src)/more/Makefile.lists\nobj-$(CONFIG_GPU) += $(parts)\n",
  "drivers/more/Makefile.lists":
    "parts := gpu.o\ngpu-objs := more/core.o $(extra)\nextra = more/last.o\n",
});

function guardsOf(file: string): unknown {
  const { alternatives, isObject } = findObjectGuards(file, readText);
  return isObject ? alternatives : "no object";
}

test.each([
  ["mm/slab.c", [[]]],
  ["mm/vmalloc.c", [["MMU"]]],
  ["mm/swap.c", [["SWAP"]]],
  ["mm/noswap.c", [[]]],
  ["mm/kasan/tags.c", [["KASAN", "KASAN_SW_TAGS"]]],
  [
    "mm/kasan/shadow.c",
    [
      ["KASAN", "KASAN_SW_TAGS"],
      ["KASAN", "KASAN_GENERIC"],
    ],
  ],
  ["fs/xfs/libxfs/btree.c", [["XFS_FS"]]],
  ["fs/xfs/rt.c", [["XFS_FS", "XFS_RT"]]],
  ["arch/x86/mm/init_64.c", [["X86_64"]]],
  ["drivers/more/last.c", [["GPU"]]],
  ["mm/included.c", "no object"],
  ["nowhere/at/all.c", "no object"],
])("the symbols that %s needs are those of the lists it stands in", (file, expected) => {
  expect(guardsOf(file)).toEqual(expected);
});

test("options of the folder, the folders above and the file are told apart from others", () => {
  expect(findCompileFlags("fs/xfs/main.c", readText)).toEqual({
    includeFolders: ["fs/common", "fs/xfs", "fs/xfs/libxfs"],
    definitions: { XFS: "2", MAIN: '"xfs"' },
    forcedIncludes: [],
  });
  expect(findCompileFlags("fs/xfs/libxfs/btree.c", readText).definitions).toEqual({ XFS: "2" });
  expect(findCompileFlags("mm/slab.c", readText).includeFolders).toEqual([]);
});

test("lists that name themselves or grow without end are cut short", () => {
  const growing = Array.from(
    { length: 40 },
    (_, index) => `l${index + 1} = $(l${index}) $(l${index})`,
  );
  const hostile = readerOf({
    "a/Makefile": ["obj-y += $(obj-y) a.o", "l0 = x.o", ...growing, "obj-y += $(l40)"].join("\n"),
    "b/Makefile": "include $(src)/Makefile\nobj-y += b.o\n",
    "c/Makefile": `obj-y += ${"$(x".repeat(5000)}\nobj-y += c.o\n`,
  });
  expect(findObjectGuards("a/a.c", hostile).isObject).toBe(true);
  expect(findObjectGuards("b/b.c", hostile).isObject).toBe(true);
  expect(() => findObjectGuards("c/c.c", hostile)).not.toThrow();
});
