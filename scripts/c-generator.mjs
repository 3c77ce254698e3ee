#!/usr/bin/env node
// @ts-check
/**
 * Random C programs of the kernel's dialect: `node scripts/c-generator.mjs SEED` prints one.
 *
 * A program has no undefined behaviour, ends soon, and prints a checksum of all its objects. The
 * same seed gives the same program.
 */
import { pathToFileURL } from "node:url";
import { ExpressionWriter } from "./lib/c-expressions.mjs";
import { commonType, int, integerType, integerTypes, unsignedLong } from "./lib/c-integers.mjs";
import { createRandom } from "./lib/random.mjs";

/** @typedef {import("./lib/c-integers.mjs").IntegerType} IntegerType */
/** @typedef {import("./lib/c-expressions.mjs").Expression} Expression */
/** @typedef {import("./lib/c-expressions.mjs").Scope} Scope */

const prelude = `#include <stdio.h>
#include <stddef.h>
#include <string.h>

typedef unsigned char u8;
typedef signed char s8;
typedef unsigned short u16;
typedef short s16;
typedef unsigned int u32;
typedef int s32;
typedef unsigned long u64;
typedef long s64;

#define GENMASK(h, l) ((~0ul << (l)) & (~0ul >> (63 - (h))))
#define FIELD_GET(mask, reg) ((u64)((reg) & (mask)) >> __builtin_ctzl(mask))
#define FIELD_PREP(mask, val) (((u64)(val) << __builtin_ctzl(mask)) & (mask))
#define min_t(type, x, y) ({ type _x = (x); type _y = (y); _x < _y ? _x : _y; })
#define max_t(type, x, y) ({ type _x = (x); type _y = (y); _x > _y ? _x : _y; })
#define clamp_t(type, v, lo, hi) min_t(type, max_t(type, v, lo), hi)
#define swap(a, b) do { typeof(a) _s = (a); (a) = (b); (b) = _s; } while (0)
#define READ_ONCE(x) (*(const volatile typeof(x) *)&(x))
#define WRITE_ONCE(x, v) do { *(volatile typeof(x) *)&(x) = (v); } while (0)
#define container_of(ptr, type, member) ({ \\
	const typeof(((type *)0)->member) *_m = (ptr); \\
	(type *)((char *)_m - offsetof(type, member)); })
#define list_for_each_entry(pos, head, member) \\
	for (pos = container_of((head)->next, typeof(*pos), member); &pos->member != (head); \\
	     pos = container_of(pos->member.next, typeof(*pos), member))
#define KIND(x) _Generic((x), u8: 1, s8: 2, u16: 3, s16: 4, u32: 5, s32: 6, u64: 7, s64: 8)

struct list_head { struct list_head *next, *prev; };

static void list_add_tail(struct list_head *entry, struct list_head *head)
{
	entry->prev = head->prev;
	entry->next = head;
	head->prev->next = entry;
	head->prev = entry;
}

static u64 checksum = 0xcbf29ce484222325ul;

static void mix(u64 value)
{
	checksum = (checksum ^ value) * 0x100000001b3ul;
	checksum ^= checksum >> 29;
}
`;

class ProgramWriter {
  /** @param {number} seed */
  constructor(seed) {
    this.random = createRandom(seed);
    this.expressions = new ExpressionWriter(this.random);
    /** @type {string[]} */
    this.lines = [];
    /** What the checksum is made of. @type {string[]} */
    this.observed = [];
    /** Objects that may be assigned. @type {Expression[]} */
    this.globals = [];
    /** Bitfields: as a value and as a place. @type {{ place: string, value: Expression }[]} */
    this.bitfields = [];
    /** @type {{ name: string, type: IntegerType, length: number }[]} */
    this.arrays = [];
    /** Functions without side effects. @type {string[]} */
    this.functions = [];
    /** Functions that change globals. @type {string[]} */
    this.procedures = [];
    this.nNames = 0;
    this.depth = 0;
  }

  /** @param {string} prefix */
  name(prefix) {
    this.nNames += 1;
    return `${prefix}${this.nNames}`;
  }

  /** @param {string} line */
  line(line) {
    this.lines.push(`${"\t".repeat(this.depth)}${line}`);
  }

  /**
   * @param {string} head
   * @param {() => void} body
   * @param {string} [tail]
   */
  block(head, body, tail = "") {
    this.line(head === "" ? "{" : `${head} {`);
    this.depth += 1;
    body();
    this.depth -= 1;
    this.line(`}${tail}`);
  }

  write() {
    const { random } = this;
    this.lines.push(prelude);
    this.writeRecords();
    for (let n = 4 + random.below(5); n > 0; n -= 1) this.writeGlobal();
    for (let n = 2 + random.below(2); n > 0; n -= 1) this.writeArray();
    for (let n = 2 + random.below(3); n > 0; n -= 1) this.writeFunction();
    this.writeTable();
    this.writeListWalk();
    for (let n = 2 + random.below(3); n > 0; n -= 1) this.writeProcedure();
    this.writeMain();
    return `${this.lines.join("\n")}\n`;
  }

  /** Two records, one within the other, with bitfields, a union and a list entry; and objects. */
  writeRecords() {
    const { random } = this;
    const inner = integerTypes.filter(() => random.chance(45));
    const isPacked = random.chance(30);
    this.line("struct inner {");
    inner.forEach((type, index) => {
      this.line(`\t${type.name} m${index};`);
    });
    const widths = Array.from({ length: 2 + random.below(3) }, () => {
      const type = random.pick(integerTypes);
      return { type, width: 1 + random.below(type.bits) };
    });
    widths.forEach(({ type, width }, index) => {
      this.line(`\t${type.name} b${index} : ${width};`);
    });
    this.line(`}${isPacked ? " __attribute__((packed))" : ""};`);
    this.line("struct outer {");
    this.line("\tu16 head;");
    this.line("\tstruct inner part[2];");
    this.line("\tunion { u64 word; struct { u32 low; s32 high; }; u8 bytes[8]; };");
    this.line("\tstruct list_head entry;");
    this.line("};");
    for (const object of ["first", "second"]) {
      const values = [0, 1].map((index) =>
        inner.length > 0 ? `.part[${index}].m0 = ${this.expressions.constant().text}` : "",
      );
      const word = `.word = ${this.expressions.constant().text}`;
      const list = [...values.filter(Boolean), word].join(", ");
      this.line(`static struct outer ${object} = { ${list} };`);
      this.globals.push({ text: `${object}.head`, type: integerType(16, false) });
      this.globals.push({ text: `${object}.word`, type: unsignedLong });
      this.observed.push(`${object}.head`, `${object}.word`);
      for (const part of [0, 1]) {
        inner.forEach((type, index) => {
          const text = `${object}.part[${part}].m${index}`;
          // The address of a member of a packed record is never taken.
          if (!isPacked) this.globals.push({ text, type });
          this.observed.push(text);
        });
        widths.forEach(({ type, width }, index) => {
          const place = `${object}.part[${part}].b${index}`;
          const value =
            type.bits === 64
              ? { text: `(${type.name})${place}`, type }
              : { text: `(${place} + 0)`, type: promotedField(type, width) };
          this.bitfields.push({ place, value });
          this.observed.push(place);
        });
      }
    }
  }

  writeGlobal() {
    const type = this.random.pick(integerTypes);
    const name = this.name("g");
    const qualifier = this.random.chance(15) ? "volatile " : "";
    this.line(`static ${qualifier}${type.name} ${name} = ${this.expressions.constant().text};`);
    if (qualifier === "") this.globals.push({ text: name, type });
    this.observed.push(name);
  }

  writeArray() {
    const type = this.random.pick(integerTypes);
    const name = this.name("a");
    const length = 4 << this.random.below(2);
    const values = Array.from({ length: length - 1 }, () => this.expressions.constant().text);
    const at = this.random.below(length);
    this.line(`static ${type.name} ${name}[${length}] = { [${at}] = ${values[0]} };`);
    this.arrays.push({ name, type, length });
    for (let index = 0; index < length; index += 1) this.observed.push(`${name}[${index}]`);
  }

  /** A function of its arguments and its locals alone. */
  writeFunction() {
    const name = this.name("f");
    const scope = { values: [], functions: [...this.functions] };
    const [left, right] = [this.random.pick(integerTypes), this.random.pick(integerTypes)];
    this.block(`static u64 ${name}_(${left.name} x, ${right.name} y)`, () => {
      const values = [
        { text: "x", type: left },
        { text: "y", type: right },
      ];
      /** @type {Scope} */
      const inner = { ...scope, values };
      this.writeLocals(inner);
      const places = [...inner.values];
      for (let n = 1 + this.random.below(3); n > 0; n -= 1) {
        this.writeStatement(inner, places, 2, false);
      }
      this.line(`return ${this.expressions.any(inner, 3).text};`);
    });
    this.block(`static u64 ${name}(u64 x, u64 y)`, () => this.line(`return ${name}_(x, y);`));
    this.functions.push(name);
  }

  writeTable() {
    const entries = Array.from({ length: 4 }, () => this.random.pick(this.functions));
    this.line(`static u64 (*const table[4])(u64, u64) = { ${entries.join(", ")} };`);
  }

  writeListWalk() {
    const scope = { values: [...this.globals], functions: [] };
    this.block("static void walk_list(struct list_head *head)", () => {
      this.line("struct outer *pos;");
      this.line("int n = 0;");
      this.block("list_for_each_entry(pos, head, entry)", () => {
        this.line("if (n++ > 4) break;");
        this.line(`pos->head += ${this.expressions.any(scope, 2).text} & 0xff;`);
        this.line(`pos->low ^= ${this.expressions.any(scope, 2).text};`);
      });
    });
    this.procedures.push("walk");
  }

  writeProcedure() {
    const name = this.name("p");
    this.block(`static void ${name}(struct outer *o, u64 v)`, () => {
      /** @type {Scope} */
      const scope = {
        values: [{ text: "v", type: unsignedLong }, ...this.globals],
        functions: this.functions,
      };
      scope.values.push(...this.bitfields.map(({ value }) => value));
      const locals = this.writeLocals(scope);
      this.line("*o = v & 1 ? first : second;");
      for (let n = 3 + this.random.below(5); n > 0; n -= 1) {
        this.writeStatement(scope, [...this.globals, ...locals], 3, true);
      }
      this.line("goto out;");
      this.line("mix(v);");
      this.lines.push("out:");
      for (const { text } of locals) this.line(`mix(${text});`);
      this.line("mix(o->word);");
    });
    this.procedures.push(name);
  }

  /** @param {Scope} scope */
  writeLocals(scope) {
    const added = [];
    for (let n = 1 + this.random.below(3); n > 0; n -= 1) {
      const type = this.random.pick(integerTypes);
      const local = { text: this.name("l"), type };
      this.line(`${type.name} ${local.text} = ${this.expressions.any(scope, 2).text};`);
      added.push(local);
    }
    scope.values.push(...added);
    return added;
  }

  /**
   * @param {Scope} scope
   * @param {readonly Expression[]} places
   * @param {number} depth
   * @param {boolean} mayReachGlobals
   */
  writeStatement(scope, places, depth, mayReachGlobals) {
    const { random } = this;
    const again = () => this.writeStatement(scope, places, depth - 1, mayReachGlobals);
    const form = random.below(depth > 0 ? 14 : 7);
    const condition = () => this.expressions.any(scope, 2).text;
    switch (form) {
      case 7:
        this.block(`if (${condition()})`, again, random.chance(40) ? " else {" : "");
        if (this.lines.at(-1)?.endsWith("else {")) {
          this.depth += 1;
          again();
          this.depth -= 1;
          this.line("}");
        }
        break;
      case 8: {
        const i = this.name("i");
        this.block(`for (int ${i} = 0; ${i} < ${1 + random.below(6)}; ${i}++)`, () => {
          if (random.chance(30)) this.line(`if (${condition()}) continue;`);
          again();
          if (random.chance(30)) this.line(`if (${condition()}) break;`);
        });
        break;
      }
      case 9: {
        const i = this.name("i");
        this.line(`u32 ${i} = ${random.below(6)};`);
        this.block("do", again, ` while (${i}-- && ${condition()});`);
        break;
      }
      case 10:
        this.writeSwitch(scope, again);
        break;
      case 11:
        this.block("", () => {
          this.writeLocals({ ...scope, values: [...scope.values] });
          again();
        });
        break;
      case 12:
        if (mayReachGlobals) this.writeObjectStatement(scope);
        else again();
        break;
      case 13:
        if (mayReachGlobals && this.arrays.length > 0) this.writeArrayStatement(scope);
        else again();
        break;
      default:
        this.writeAssignment(scope, places);
    }
  }

  /**
   * @param {Scope} scope
   * @param {() => void} again
   */
  writeSwitch(scope, again) {
    const { random } = this;
    const mask = random.pick([7, 15, 0xff]);
    this.block(`switch (${this.expressions.any(scope, 2).text} & ${mask})`, () => {
      for (let from = 0; from <= mask; from += 1 + random.below(mask)) {
        const to = from + random.below(3);
        this.line(to > from && to < mask ? `case ${from} ... ${to}:` : `case ${from}:`);
        if (to > from && to < mask) from = to;
        this.depth += 1;
        again();
        if (random.chance(70)) this.line("break;");
        this.depth -= 1;
      }
      if (random.chance(60)) {
        this.line("default:");
        this.depth += 1;
        again();
        this.depth -= 1;
      }
    });
  }

  /**
   * @param {Scope} scope
   * @param {readonly Expression[]} places
   */
  writeAssignment(scope, places) {
    const { random } = this;
    const place = random.pick(places);
    const value = this.expressions.any(scope, 3);
    const common = commonType(place.type, value.type);
    if (random.chance(45)) this.line(`${place.text} = ${value.text};`);
    else if (random.chance(15) && !place.type.isSigned) {
      this.line(random.pick([`${place.text}++;`, `--${place.text};`, `${place.text} -= 3;`]));
    } else if (!common.isSigned) {
      this.line(`${place.text} ${random.pick(["+=", "-=", "*=", "^="])} ${value.text};`);
    } else if (random.chance(20)) {
      this.line(
        `WRITE_ONCE(${place.text}, READ_ONCE(${random.pick(places).text}) ^ ${value.text});`,
      );
    } else this.line(`${place.text} ${random.pick(["&=", "|=", "^="])} ${value.text};`);
  }

  /**
   * What only a procedure does: bitfields, records, pointers, calls through the table.
   *
   * @param {Scope} scope
   */
  writeObjectStatement(scope) {
    const { random } = this;
    const value = this.expressions.any(scope, 2).text;
    const other = random.pick(this.globals);
    const same = this.globals.filter(({ type }) => type === other.type);
    switch (random.below(6)) {
      case 0:
      case 1:
        this.line(`${random.pick(this.bitfields).place} = ${value};`);
        break;
      case 2:
        this.line(`${random.pick(this.bitfields).place} ^= ${value};`);
        break;
      case 3:
        this.line(`mix(table[${value} & 3](v, ${other.text}));`);
        break;
      case 4:
        this.line(`swap(${other.text}, ${random.pick(same).text});`);
        break;
      default: {
        const p = this.name("q");
        const [a, b] = [random.pick(same).text, random.pick(same).text];
        this.line(`${other.type.name} *${p} = ${value} ? &${a} : &${b};`);
        this.line(`*${p} ^= ${this.expressions.any(scope, 2).text};`);
        this.line(`first.part[${value} & 1] = second.part[*${p} & 1];`);
      }
    }
  }

  /** @param {Scope} scope */
  writeArrayStatement(scope) {
    const { random } = this;
    const array = random.pick(this.arrays);
    const index = `${this.expressions.any(scope, 2).text} & ${array.length - 1}`;
    switch (random.below(3)) {
      case 0:
        this.line(`${array.name}[${index}] = ${this.expressions.any(scope, 2).text};`);
        break;
      case 1: {
        const p = this.name("q");
        this.line(`${array.type.name} *${p} = &${array.name}[${index}];`);
        this.line(`*${p} |= ${p} - ${array.name};`);
        break;
      }
      default:
        this.line(`memmove(${array.name}, ${array.name} + (${index}) / 2, ${array.length / 2});`);
    }
  }

  writeMain() {
    this.block("int main(void)", () => {
      // The head is in a record, too, so that the loop's last step makes a pointer to an object.
      this.line("struct outer anchor = { .entry = { &anchor.entry, &anchor.entry } };");
      this.line("struct list_head *head = &anchor.entry;");
      this.line("struct outer local = first;");
      this.line("list_add_tail(&first.entry, head);");
      this.line("list_add_tail(&local.entry, head);");
      for (let n = 4 + this.random.below(4); n > 0; n -= 1) {
        const name = this.random.pick(this.procedures);
        if (name === "walk") this.line("walk_list(head);");
        else {
          const value = this.expressions.any({ values: this.globals, functions: [] }, 2).text;
          this.line(`{ struct outer other = first; ${name}(&other, ${value}); mix(other.head); }`);
        }
      }
      for (const text of this.observed) this.line(`mix(${text});`);
      this.line("mix(local.word);");
      this.line(`printf("%016lx\\n", checksum);`);
      this.line("return checksum & 0x7f;");
    });
  }
}

/**
 * A field of fewer bits than an int becomes an int, signed or not.
 *
 * @param {IntegerType} type
 * @param {number} width
 */
function promotedField(type, width) {
  return type.bits === 32 && width === 32 && !type.isSigned ? type : int;
}

/** @param {number} seed */
export function generateProgram(seed) {
  return new ProgramWriter(seed).write();
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  process.stdout.write(generateProgram(Number(process.argv[2] ?? 1)));
}
