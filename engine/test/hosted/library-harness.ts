/** Calls host functions of the library with strings and numbers, on a machine of their own. */
import { Image, op, PositionTable } from "#engine/cfront";
import { createMachine, type Machine, type Stop, shadow } from "#engine/cmachine";
import { createLibrary, hostedPlan } from "../../src/hosted/library.ts";

const area = 0x2000_0000n;

export class LibraryHarness {
  readonly machine: Machine;
  readonly image: Image;
  written = "";
  #next = area;
  #stop: Stop = { kind: "returned" };

  constructor() {
    const library = createLibrary((_, bytes) => {
      this.written += Buffer.from(bytes).toString("latin1");
    });
    this.image = new Image(new PositionTable(), hostedPlan);
    this.machine = createMachine({
      image: this.image,
      profile: "iso",
      stackBase: hostedPlan.stackBase,
      stackByteSize: 8192,
      maxCallDepth: 10,
      hosts: library.hosts,
    });
    library.attach(this.machine);
    this.machine.memory.mapRange(area, 1 << 16, shadow.redZone);
  }

  /** Places bytes with red zones around them. */
  place(bytes: Uint8Array): bigint {
    const address = this.#next;
    this.machine.memory.setRangeShadow(address, bytes.length, shadow.unwritten);
    this.machine.storeBytes(address, bytes);
    this.#next += BigInt(((bytes.length + 15) & -16) + 16);
    return address;
  }

  string(text: string): bigint {
    return this.place(Buffer.from(`${text}\0`, "latin1"));
  }

  room(byteSize: number): bigint {
    const address = this.place(new Uint8Array(byteSize));
    this.machine.memory.setRangeShadow(address, byteSize, shadow.unwritten);
    return address;
  }

  /** The slots of a variadic call. */
  slots(values: readonly (bigint | string)[]): bigint {
    const bytes = new BigUint64Array(values.length + 1);
    values.forEach((value, index) => {
      bytes[index] = BigInt.asUintN(64, typeof value === "string" ? this.string(value) : value);
    });
    return this.place(new Uint8Array(bytes.buffer, 0, values.length * 8));
  }

  /** What the function returns as 64 bits, or the code of the fault. */
  call(name: string, ...args: readonly (bigint | string)[]): bigint | string {
    const values = args.map((value) => (typeof value === "string" ? this.string(value) : value));
    const callee =
      this.image.functions.find((one) => one.name === name) ?? this.image.addFunction(name, 0);
    const caller = this.image.addFunction(`call ${name}`, 0);
    const entry = this.image.emit(op.CALL, callee.index, 0, values.length, 0);
    this.image.emit(op.RET, 0, 0, 0, 0);
    caller.body = {
      entry,
      end: entry + 2,
      nRegisters: 8,
      nParameters: values.length,
      isVariadic: false,
      frameByteSize: 0,
      variables: [],
    };
    this.machine.start(
      caller,
      values.map((value) => BigInt.asUintN(64, value)),
    );
    this.#stop = this.machine.run(1);
    if (this.#stop.kind === "fault") return this.#stop.code;
    return this.#stop.kind === "returned" ? this.machine.result() : this.#stop.kind;
  }

  /** The same for functions that return an `int`. */
  callInt(name: string, ...args: readonly (bigint | string)[]): number | string {
    const result = this.call(name, ...args);
    return typeof result === "bigint" ? Number(BigInt.asIntN(32, result)) : result;
  }

  get stop(): Stop {
    return this.#stop;
  }

  text(address: bigint): string {
    return Buffer.from(this.machine.loadString(address) ?? []).toString("latin1");
  }
}
