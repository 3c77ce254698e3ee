// @ts-check
/**
 * Random C expressions of the kernel's dialect, free of undefined behaviour and of side effects.
 *
 * Every expression knows its type, so that an operation that could overflow a signed type gets
 * operands that are masked first.
 */
import {
  commonType,
  int,
  integerType,
  integerTypes,
  promoted,
  unsignedLong,
} from "./c-integers.mjs";

/** @typedef {import("./c-integers.mjs").IntegerType} IntegerType */
/** @typedef {{ text: string, type: IntegerType }} Expression */

/**
 * What an expression may read and call. A function takes two u64 and returns one.
 *
 * @typedef {object} Scope
 * @property {Expression[]} values
 * @property {readonly string[]} functions
 */

export class ExpressionWriter {
  /** @param {import("./random.mjs").Random} random */
  constructor(random) {
    this.random = random;
    this.nNames = 0;
  }

  /** A name that no other statement expression uses. */
  freshName() {
    this.nNames += 1;
    return `_t${this.nNames}`;
  }

  /**
   * @param {Scope} scope
   * @param {number} depth
   * @returns {Expression}
   */
  any(scope, depth) {
    const { random } = this;
    if (depth <= 0 || random.chance(12)) return this.leaf(scope);
    const form = random.below(22);
    if (form < 5) return this.arithmetic(scope, depth);
    if (form < 7) return this.bitwise(scope, depth);
    if (form < 9) return this.comparison(scope, depth);
    if (form < 11) return this.shift(scope, depth);
    if (form < 12) return this.division(scope, depth);
    if (form < 14) return this.cast(scope, depth);
    if (form < 15) return this.conditional(scope, depth);
    if (form < 16) return this.unary(scope, depth);
    if (form < 18) return this.macro(scope, depth);
    if (form < 19) return this.statement(scope, depth);
    if (form < 20) return this.builtin(scope, depth);
    if (form < 21) return this.logical(scope, depth);
    return this.call(scope, depth);
  }

  /** @param {Scope} scope */
  leaf({ values }) {
    if (values.length > 0 && this.random.chance(70)) return this.random.pick(values);
    return this.constant();
  }

  /** @returns {Expression} */
  constant() {
    const { random } = this;
    const bits = 1 + random.below(64);
    let value = 0n;
    for (let done = 0; done < bits; done += 8) value = (value << 8n) | BigInt(random.below(256));
    value = BigInt.asUintN(bits, value);
    switch (random.below(5)) {
      case 0:
        return { text: String(value & 0x7fffffffn), type: int };
      case 1:
        return { text: `0x${(value & 0xffffffffn).toString(16)}u`, type: integerType(32, false) };
      case 2:
        return { text: `(-${value & 0x7fffffffn})`, type: int };
      case 3:
        return { text: `${value & 0x7fffffffffffffffn}l`, type: integerType(64, true) };
      default:
        return { text: `0x${value.toString(16)}ul`, type: unsignedLong };
    }
  }

  /**
   * @param {Scope} scope
   * @param {number} depth
   */
  pair(scope, depth) {
    const a = this.any(scope, depth - 1);
    const b = this.any(scope, depth - 1 - this.random.below(2));
    return { a, b, type: commonType(a.type, b.type) };
  }

  /**
   * @param {Scope} scope
   * @param {number} depth
   * @returns {Expression}
   */
  arithmetic(scope, depth) {
    const { a, b, type } = this.pair(scope, depth);
    const operator = this.random.pick(["+", "-", "*"]);
    if (!type.isSigned) return { text: `(${a.text} ${operator} ${b.text})`, type };
    const mask = type.bits === 32 ? "0x7fff" : "0x7fffffff";
    return { text: `((${a.text} & ${mask}) ${operator} (${b.text} & ${mask}))`, type };
  }

  /**
   * @param {Scope} scope
   * @param {number} depth
   * @returns {Expression}
   */
  bitwise(scope, depth) {
    const { a, b, type } = this.pair(scope, depth);
    return { text: `(${a.text} ${this.random.pick(["&", "|", "^"])} ${b.text})`, type };
  }

  /**
   * @param {Scope} scope
   * @param {number} depth
   * @returns {Expression}
   */
  comparison(scope, depth) {
    const { a, b } = this.pair(scope, depth);
    const operator = this.random.pick(["<", ">", "<=", ">=", "==", "!="]);
    return { text: `(${a.text} ${operator} ${b.text})`, type: int };
  }

  /**
   * @param {Scope} scope
   * @param {number} depth
   * @returns {Expression}
   */
  logical(scope, depth) {
    const { a, b } = this.pair(scope, depth);
    if (this.random.chance(30)) return { text: `!${a.text}`, type: int };
    return { text: `(${a.text} ${this.random.pick(["&&", "||"])} ${b.text})`, type: int };
  }

  /**
   * @param {Scope} scope
   * @param {number} depth
   * @returns {Expression}
   */
  shift(scope, depth) {
    const { a, b } = this.pair(scope, depth);
    const type = promoted(a.type);
    const count = `(${b.text} & ${type.bits - 1})`;
    if (this.random.chance(50)) return { text: `(${a.text} >> ${count})`, type };
    if (!type.isSigned) return { text: `(${a.text} << ${count})`, type };
    const unsigned = integerType(type.bits, false);
    return { text: `((${unsigned.name})${a.text} << ${count})`, type: unsigned };
  }

  /**
   * @param {Scope} scope
   * @param {number} depth
   * @returns {Expression}
   */
  division(scope, depth) {
    const { a, b, type } = this.pair(scope, depth);
    const operator = this.random.pick(["/", "%"]);
    if (!type.isSigned) {
      return { text: `(${a.text} ${operator} (${b.text} | 1))`, type: commonType(type, int) };
    }
    const divisor = this.random.chance(50)
      ? `((${b.text} & 0xff) + 1)`
      : `(-2 - (${b.text} & 0x3f))`;
    return { text: `(${a.text} ${operator} ${divisor})`, type };
  }

  /**
   * @param {Scope} scope
   * @param {number} depth
   * @returns {Expression}
   */
  cast(scope, depth) {
    const type = this.random.pick(integerTypes);
    return { text: `(${type.name})${this.any(scope, depth - 1).text}`, type };
  }

  /**
   * @param {Scope} scope
   * @param {number} depth
   * @returns {Expression}
   */
  conditional(scope, depth) {
    const { a, b, type } = this.pair(scope, depth);
    if (this.random.chance(25)) return { text: `(${a.text} ?: ${b.text})`, type };
    return { text: `(${this.any(scope, depth - 1).text} ? ${a.text} : ${b.text})`, type };
  }

  /**
   * @param {Scope} scope
   * @param {number} depth
   * @returns {Expression}
   */
  unary(scope, depth) {
    const a = this.any(scope, depth - 1);
    const type = promoted(a.type);
    if (this.random.chance(50)) return { text: `(~${a.text})`, type };
    if (!type.isSigned) return { text: `(-${a.text})`, type };
    return { text: `(-(${a.text} & 0xfffff))`, type };
  }

  /**
   * Macros of the kernel's kind, which the program begins with.
   *
   * @param {Scope} scope
   * @param {number} depth
   * @returns {Expression}
   */
  macro(scope, depth) {
    const { random } = this;
    const { a, b } = this.pair(scope, depth);
    const type = random.pick(integerTypes);
    const low = random.below(56);
    const high = low + random.below(64 - low);
    switch (random.below(6)) {
      case 0:
        return { text: `min_t(${type.name}, ${a.text}, ${b.text})`, type };
      case 1:
        return { text: `max_t(${type.name}, ${a.text}, ${b.text})`, type };
      case 2:
        return { text: `FIELD_GET(GENMASK(${high}, ${low}), ${a.text})`, type: unsignedLong };
      case 3:
        return { text: `FIELD_PREP(GENMASK(${high}, ${low}), ${a.text})`, type: unsignedLong };
      case 4:
        return { text: `clamp_t(${type.name}, ${a.text}, 3, 100)`, type };
      default:
        return { text: `KIND(${a.text})`, type: int };
    }
  }

  /**
   * @param {Scope} scope
   * @param {number} depth
   * @returns {Expression}
   */
  statement(scope, depth) {
    const { a, b } = this.pair(scope, depth);
    const name = this.freshName();
    const type = this.random.pick(integerTypes);
    if (this.random.chance(40)) {
      const body = `typeof(${a.text}) ${name} = ${a.text}; ${name} ^= ${b.text}; ${name};`;
      return { text: `({ ${body} })`, type: a.type };
    }
    const inner = { ...scope, values: [...scope.values, { text: name, type }] };
    const result = this.any(inner, depth - 2);
    const body = `${type.name} ${name} = ${a.text}; if (${b.text}) ${name} = ~${name};`;
    return { text: `({ ${body} (${type.name})${result.text}; })`, type };
  }

  /**
   * @param {Scope} scope
   * @param {number} depth
   * @returns {Expression}
   */
  builtin(scope, depth) {
    const { random } = this;
    const { a, b } = this.pair(scope, depth);
    const type = random.pick(integerTypes);
    const name = this.freshName();
    switch (random.below(7)) {
      case 0:
        return { text: `__builtin_popcountl(${a.text})`, type: int };
      case 1:
        return { text: `__builtin_clzl(${a.text} | 1ul)`, type: int };
      case 2:
        return { text: `__builtin_ctz((u32)${a.text} | 0x80000000u)`, type: int };
      case 3:
        return { text: `__builtin_bswap32(${a.text})`, type: integerType(32, false) };
      case 4:
        return { text: `__builtin_ffsl(${a.text})`, type: int };
      case 5:
        return { text: `__builtin_expect(!!(${a.text}), 1)`, type: integerType(64, true) };
      default: {
        const operation = random.pick(["add", "sub", "mul"]);
        const call = `__builtin_${operation}_overflow(${a.text}, ${b.text}, &${name})`;
        const body = `${type.name} ${name}; int _o${name} = ${call};`;
        return { text: `({ ${body} (${type.name})(${name} ^ _o${name}); })`, type };
      }
    }
  }

  /**
   * @param {Scope} scope
   * @param {number} depth
   * @returns {Expression}
   */
  call(scope, depth) {
    const { a, b } = this.pair(scope, depth);
    if (scope.functions.length === 0) return { text: `(u64)${a.text}`, type: unsignedLong };
    const name = this.random.pick(scope.functions);
    return { text: `${name}(${a.text}, ${b.text})`, type: unsignedLong };
  }
}
