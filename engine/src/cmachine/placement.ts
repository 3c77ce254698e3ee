/** Takes into the machine what the image has gained: code, functions, objects. */
import { shadow } from "./contract.ts";
import { type Core, functionRecord } from "./core.ts";
import { decode } from "./decode.ts";
import { highLane, lowLane } from "./frame-store.ts";
import { toNumber } from "./iso-checks.ts";
import { prepareSwitch } from "./switch-table.ts";

/** Bytes around an object that belong to no object. */
const redZone = 16;

/** What has been taken from an image; it only grows, so it needs no checkpoint. */
export interface Placed {
  nInstructions: number;
  /** Functions that had no body when last looked at. */
  bodiless: number[];
  nFunctions: number;
}

export function placeCode(core: Core, placed: Placed): void {
  const { image } = core;
  if (placed.nInstructions < image.nInstructions) {
    core.code = decode(image, core.code, placed.nInstructions);
    placed.nInstructions = image.nInstructions;
    core.signal = 1;
  }
  while (core.switches.length < image.switches.length) {
    core.switches.push(prepareSwitch(image.switches[core.switches.length] as never));
  }
  if (placed.nFunctions < image.functions.length) {
    const needed = image.functions.length * functionRecord.size;
    if (core.functions.length < needed) {
      const larger = new Int32Array(needed * 2).fill(-1);
      larger.set(core.functions.subarray(0, placed.nFunctions * functionRecord.size));
      core.functions = larger;
      core.signal = 1;
    }
    while (placed.nFunctions < image.functions.length) placed.bodiless.push(placed.nFunctions++);
  }
  placed.bodiless = placed.bodiless.filter((index) => !placeFunction(core, index));
}

/** Puts objects into memory. One without bytes as yet holds up nothing: it is a hole until it has them. */
export function placeObjects(core: Core): void {
  const { image, memory } = core;
  const { objects } = image;
  for (; core.nPlaced < objects.length; core.nPlaced++) {
    const { address, byteSize } = objects[core.nPlaced] as (typeof objects)[number];
    memory.mapRange(address - BigInt(redZone), byteSize + 2 * redZone, shadow.redZone);
    core.undefinedObjects.push(core.nPlaced);
    if (core.isIso) core.objects.add(toNumber(lowLane(address), highLane(address)), byteSize);
  }
  core.undefinedObjects = core.undefinedObjects.filter((index) => {
    const object = objects[index] as (typeof objects)[number];
    if (object.bytes === undefined) return true;
    memory.placeBytes(object.address, object.bytes);
    const state = object.isReadOnly ? shadow.readOnly : shadow.ready;
    memory.setRangeShadow(object.address, object.byteSize, state);
    return false;
  });
}

/** Whether the function can be called now. */
function placeFunction(core: Core, index: number): boolean {
  const { image, functions } = core;
  const found = image.functions[index] as (typeof image.functions)[number];
  const at = index * functionRecord.size;
  if (found.body !== undefined) {
    functions[at + functionRecord.entry] = found.body.entry * 4;
    functions[at + functionRecord.nLanes] = found.body.nRegisters * 2;
    functions[at + functionRecord.frameByteSize] = found.body.frameByteSize;
    return true;
  }
  const name = found.hostIndex < 0 ? found.name : image.hosts[found.hostIndex];
  const host = core.options.hosts.get(name ?? found.name);
  if (host === undefined) return false;
  functions[at + functionRecord.host] = core.hosts.push(host) - 1;
  return true;
}
