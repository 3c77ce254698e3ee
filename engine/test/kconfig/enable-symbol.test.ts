/** Symbols that are wanted, and what has to be on or off for them. */
import { expect, test } from "vitest";
import { configurationOf, valuesOf } from "./tree.ts";

const tree = `config XEN
	bool "Xen"
	depends on ARM64 && !FLAT
config ARM64
	def_bool y
config FLAT
	bool "Flat"
config XEN_GNTDEV
	tristate "Grant device"
	depends on XEN && (MISSING || MEMORY)
config MEMORY
	bool
config HOTPLUG
	bool "Hotplug"
	select MEMORY
config OTHER
	bool "Other"
	depends on ABSENT
choice
	prompt "Size"
config SMALL
	bool "Small"
config LARGE
	bool "Large"
endchoice
`;

test("a wanted symbol brings what it depends on, and puts out what is in its way", () => {
  const settings = "CONFIG_FLAT=y\n";
  expect(valuesOf(tree, { settings, wanted: ["XEN_GNTDEV"] })).toEqual({
    ARM64: "y",
    HOTPLUG: "y",
    MEMORY: "y",
    SMALL: "y",
    XEN: "y",
    XEN_GNTDEV: "y",
  });
});

test("a wanted member of a choice is taken", () => {
  expect(valuesOf(tree, { settings: "CONFIG_SMALL=y\n", wanted: ["LARGE"] })).toEqual({
    ARM64: "y",
    LARGE: "y",
  });
});

test("what cannot be on is reported with the dependency that is in the way", () => {
  const { problems } = configurationOf(tree, {
    wanted: ["OTHER", "NOWHERE", "XEN"],
    unwanted: ["XEN"],
  });
  expect(problems).toEqual([
    "CONFIG_OTHER cannot be switched on here: CONFIG_OTHER depends on CONFIG_ABSENT",
    "CONFIG_NOWHERE cannot be switched on here: no Kconfig file that this architecture reads declares CONFIG_NOWHERE",
    "CONFIG_XEN cannot be switched on here: CONFIG_XEN has to be off",
  ]);
});

test("an attempt that fails leaves no trace", () => {
  const kconfig = `config A
	bool "A"
	depends on (B && ABSENT) || C
config B
	bool "B"
config C
	bool "C"
`;
  expect(valuesOf(kconfig, { wanted: ["A"] })).toEqual({ A: "y", C: "y" });
});

test("circles of selections come to an end", () => {
  const names = Array.from({ length: 40 }, (_, index) => `S${index}`);
  const kconfig = names
    .map(
      (name) => `config ${name}\n\tbool\n${names.map((other) => `\tselect ${other}\n`).join("")}`,
    )
    .join("");
  const { problems } = configurationOf(kconfig, { wanted: ["S0"] });
  expect(problems).toEqual([
    "CONFIG_S0 cannot be switched on here: nothing that can be set switches CONFIG_S0 on",
  ]);
});
