/** Values of symbols, as conf would compute them. */
import { expect, test } from "vitest";
import { configurationOf, valuesOf } from "./tree.ts";

const modules = 'config MODULES\n\tbool "Modules"\n\tmodules\n\tdefault y\n';

test("a default holds where the user says nothing, and the user's value where there is a prompt", () => {
  const kconfig =
    'config A\n\tbool "A"\n\tdefault y\nconfig B\n\tbool "B"\n\tdefault y\nconfig C\n\tdef_bool y\n';
  const settings = "# CONFIG_B is not set\n# CONFIG_C is not set\n";
  expect(valuesOf(kconfig, { settings })).toEqual({ A: "y", C: "y" });
});

test("what a symbol depends on bounds it", () => {
  const kconfig = `${modules}config A\n\ttristate "A"\nconfig B\n\ttristate "B"\n\tdepends on A\nconfig C\n\tbool "C"\n\tdepends on A\n`;
  const settings = "CONFIG_A=m\nCONFIG_B=y\nCONFIG_C=y\n";
  expect(valuesOf(kconfig, { settings })).toEqual({ A: "m", B: "m", C: "y", MODULES: "y" });
});

test("a selection raises a symbol beyond its dependencies, an imply only within them", () => {
  const kconfig = `config OFF\n\tbool
config A
	def_bool y
	select B
	imply C
	imply D
config B
	bool
	depends on OFF
config C
	bool
	depends on OFF
config D
	bool "D"
config E
	bool
`;
  expect(valuesOf(kconfig)).toEqual({ A: "y", B: "y", D: "y" });
});

test("a choice takes the user's member, else the default, else the first", () => {
  const kconfig =
    'choice\n\tprompt "One"\n\tdefault B\nconfig A\n\tbool "A"\nconfig B\n\tbool "B"\nendchoice\n';
  expect(valuesOf(kconfig)).toEqual({ B: "y" });
  expect(valuesOf(kconfig, { settings: "CONFIG_A=y\n" })).toEqual({ A: "y" });
  expect(valuesOf(kconfig.replace("\tdefault B\n", ""))).toEqual({ A: "y" });
});

test("a refused default is passed over from 6.11 on", () => {
  const kconfig =
    'choice\n\tprompt "One"\n\tdefault A\nconfig A\n\tbool "A"\nconfig B\n\tbool "B"\nendchoice\n';
  const settings = "# CONFIG_A is not set\n";
  expect(valuesOf(kconfig, { settings, release: "6.12.1" })).toEqual({ B: "y" });
  expect(valuesOf(kconfig, { settings, release: "6.1.100" })).toEqual({ A: "y" });
});

test("a choice whose prompt is out of sight has a member from 6.11 on", () => {
  const kconfig = 'choice\n\tprompt "One" if EXPERT\nconfig A\n\tbool "A"\nendchoice\n';
  expect(valuesOf(kconfig, { release: "6.12.1" })).toEqual({ A: "y" });
  expect(valuesOf(kconfig, { release: "6.1.100" })).toEqual({});
});

test("a range bounds a number", () => {
  const kconfig =
    'config A\n\tint "A"\n\trange 2 8\n\tdefault 4\nconfig B\n\thex "B"\n\trange 0x10 0x20\n\tdefault 0x18\n';
  expect(valuesOf(kconfig)).toEqual({ A: "4", B: "0x18" });
  const settings = "CONFIG_A=100\nCONFIG_B=0x1\n";
  expect(valuesOf(kconfig, { settings })).toEqual({ A: "8", B: "0x10" });
});

test("n, m and y are compared by their order", () => {
  const kconfig = `${modules}config A\n\tdef_tristate y\nconfig B\n\tdef_tristate m\nconfig C\n\tdef_bool y\n\tdepends on A <= B\nconfig D\n\tdef_bool y\n\tdepends on B <= A\n`;
  expect(valuesOf(kconfig)).toEqual({ A: "y", B: "m", D: "y", MODULES: "y" });
});

test("without modules a default of m is y", () => {
  expect(valuesOf("config A\n\ttristate\n\tdefault m\n")).toEqual({ A: "y" });
});

test("a symbol that selects what it depends on keeps its value", () => {
  const kconfig = `config HID
	tristate "HID"
	default y
if HID
config USB_HID
	tristate "USB"
	default y
	select HID
endif
`;
  expect(valuesOf(kconfig)).toEqual({ HID: "y", USB_HID: "y" });
});

test("conditions of if, menu and visible if hold for what is inside", () => {
  const kconfig = `config OFF\n\tbool
if OFF
config A
	def_bool y
endif
menu "M"
	depends on OFF
config B
	def_bool y
endmenu
menu "N"
	visible if OFF
config C
	bool "C"
	default y
endmenu
config D
	def_bool y
`;
  expect(valuesOf(kconfig, { settings: "# CONFIG_C is not set\n" })).toEqual({ C: "y", D: "y" });
});

test("a help text as little indented as its keyword ends where an entry begins", () => {
  const kconfig = 'config A\n\tbool "A"\n\thelp\n\tendif\n\n\tconfig X\n\nconfig B\n\tdef_bool y\n';
  expect(valuesOf(kconfig)).toEqual({ B: "y" });
});

test("files are followed by the architecture's name, and missing ones reported", () => {
  const files = { "arch/arm64/Kconfig": "config A\n\tdef_bool y\n" };
  const kconfig = 'source "arch/$(SRCARCH)/Kconfig"\nsource "none/Kconfig"\n';
  const { values, problems } = configurationOf(kconfig, { files });
  expect([...values]).toEqual([["A", "y"]]);
  expect(problems).toEqual(["none/Kconfig is not found"]);
});

test("a file that includes itself comes to an end", () => {
  const files = { loop: 'source "loop"\nconfig A\n\tdef_bool y\n' };
  expect(valuesOf('source "loop"\n', { files })).toEqual({ A: "y" });
});

test("the compiler is asked about nothing: a table answers", () => {
  const files = {
    include: [
      "success = $(if-success,$(1),y,n)",
      "cc-option = $(success,trap $(CC) $(1))",
      "cc-info := $(shell,scripts/cc-version.sh $(CC))",
    ].join("\n"),
  };
  const kconfig = `source "include"
config HAS_HWADDRESS
	def_bool $(cc-option,-fsanitize=kernel-hwaddress)
config HAS_KCFI
	def_bool $(cc-option,-fsanitize=kcfi)
config VERSION
	string
	default "$(cc-info)"
`;
  expect(valuesOf(kconfig, { files })).toEqual({ HAS_HWADDRESS: "y", VERSION: "GCC 120200" });
});

test("deep expressions are read without deep recursion", () => {
  const deep = `${"(".repeat(5000)}A${")".repeat(5000)}`;
  expect(() => valuesOf(`config B\n\tdef_bool ${deep}\nconfig C\n\tdef_bool y\n`)).not.toThrow();
  const long = Array.from({ length: 20_000 }, () => "A").join(" || ");
  expect(() => valuesOf(`config B\n\tdef_bool ${long}\n`)).not.toThrow();
});
