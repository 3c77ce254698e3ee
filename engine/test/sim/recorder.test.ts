/** The compact record of events gives back what was told, in order. */
import { expect, test } from "vitest";
import { kindCode, Recorder } from "../../src/sim/recorder.ts";

const page = 4096;

/** A call like its neighbours: one write, from `old` to `value`. */
function simpleCall(recorder: Recorder, n: number, value = n): void {
  recorder.beginCall(n * 10, 5, 0x1000 + n * page, 7);
  recorder.addOwnWrite(n * 10 + 2, 6, 0, 0, value, 1, 0);
  recorder.endCall(n * 10 + 4, 7, 0);
}

/** A call with an event that has an address of its own. */
function oddCall(recorder: Recorder, n: number): void {
  recorder.beginCall(n * 10, 5, 0x1000 + n * page, 7);
  recorder.add(kindCode["page-free"], n * 10 + 1, 6, 99, 0, 0, 0, 3, 0, recorder.note("odd"));
  recorder.endCall(n * 10 + 4, 7, -2);
}

function shown(recorder: Recorder, from = 0, to = recorder.length) {
  return recorder.read(from, to).map((event) => `${event.kind}@${event.statement}#${event.entry}`);
}

test("calls that do the same share one template", () => {
  const recorder = new Recorder(page);
  for (let n = 0; n < 1000; n++) simpleCall(recorder, n);
  expect(recorder).toMatchObject({ calls: 1000, templates: 1, length: 3000, isCut: false });
  expect(recorder.read(2998, 2999)).toEqual([
    {
      kind: kindCode["pte-write"],
      statement: 9992,
      pc: 6,
      entry: 999,
      addressLow: 0x1000 + 999 * page,
      addressHigh: 7,
      oldLow: 0,
      oldHigh: 0,
      valueLow: 999,
      valueHigh: 1,
      note: 0,
    },
  ]);
});

test("whole events keep all their numbers, in and outside of calls", () => {
  const recorder = new Recorder(page);
  recorder.addSimple(kindCode["section-enter"], 1, 2);
  simpleCall(recorder, 1);
  oddCall(recorder, 2);
  recorder.addSimple(kindCode["section-leave"], 99, 3);
  expect(recorder.templates).toBe(1);
  const { entry, "entry-end": end, "pte-write": write, "page-free": free } = kindCode;
  expect(shown(recorder)).toEqual([
    `${kindCode["section-enter"]}@1#-1`,
    `${entry}@10#0`,
    `${write}@12#0`,
    `${end}@14#0`,
    `${entry}@20#1`,
    `${free}@21#1`,
    `${end}@24#1`,
    `${kindCode["section-leave"]}@99#-1`,
  ]);
  const [, odd, ended] = recorder.read(4, 7);
  expect(odd).toMatchObject({ addressLow: 99, valueLow: 3 });
  expect(recorder.notes[odd?.note ?? 0]).toBe("odd");
  expect(ended).toMatchObject({ valueLow: -2, valueHigh: -1 });
});

test("a range that is read is that part of the whole, wherever it begins", () => {
  const recorder = new Recorder(page);
  for (let n = 0; n < 1500; n++) {
    if (n % 7 === 0) oddCall(recorder, n);
    else simpleCall(recorder, n);
    if (n % 11 === 0) recorder.addSimple(kindCode.drain, n * 10 + 9, 1);
  }
  const all = shown(recorder);
  expect(all).toHaveLength(recorder.length);
  for (const from of [0, 1, 2, 511, 512, 513, 1535, 1536, 1537, 3000, all.length - 1]) {
    expect(shown(recorder, from, from + 9)).toEqual(all.slice(from, from + 9));
  }
  expect(shown(recorder, 40, 40)).toEqual([]);
  expect(shown(recorder, all.length, all.length + 5)).toEqual([]);
});

test("addresses go on over the lower lane's end, and begin anew after a gap", () => {
  const recorder = new Recorder(page);
  const at = [
    [-8192, 1],
    [-4096, 1],
    [0, 2],
    [4096, 2],
    [0x5000_0000, 3],
  ] as const;
  at.forEach(([low, high], n) => {
    recorder.beginCall(n, 0, low, high);
    recorder.endCall(n, 0, 0);
  });
  const found = recorder
    .read(0, recorder.length)
    .filter(({ kind }) => kind === kindCode.entry)
    .map(({ addressLow, addressHigh }) => [addressLow, addressHigh]);
  expect(found).toEqual(at);
});

test("two writes of the entry, a failing call and an unfinished one are kept whole", () => {
  const recorder = new Recorder(page);
  recorder.beginCall(0, 0, 0, 0);
  recorder.addOwnWrite(1, 0, 0, 0, 5, 0, 0);
  recorder.addOwnWrite(2, 0, 5, 0, 6, 0, 0);
  recorder.endCall(3, 0, 0);
  recorder.beginCall(4, 0, page, 0);
  recorder.finish();
  expect(recorder).toMatchObject({ templates: 0, calls: 2, length: 5 });
  expect(recorder.read(1, 3).map(({ oldLow, valueLow }) => [oldLow, valueLow])).toEqual([
    [0, 5],
    [5, 6],
  ]);
});

test("a call's hash depends on what it did, not on when", () => {
  const [early, late, other] = [new Recorder(page), new Recorder(page), new Recorder(page)];
  simpleCall(early, 1, 5);
  simpleCall(late, 30, 5);
  simpleCall(other, 1, 6);
  expect(late.callHash(0)).toBe(early.callHash(0));
  expect(other.callHash(0)).not.toBe(early.callHash(0));
  expect(early.callHash(1)).toBe(0);
  expect(early.callHash(-1)).toBe(0);
});

test("the hash is sixteen digits that depend on every event and its moment", () => {
  const hashOf = (tell: (recorder: Recorder) => void) => {
    const recorder = new Recorder(page);
    tell(recorder);
    return recorder.hash();
  };
  const hashes = [
    hashOf(() => {}),
    hashOf((recorder) => simpleCall(recorder, 1)),
    hashOf((recorder) => simpleCall(recorder, 2)),
    hashOf((recorder) => simpleCall(recorder, 1, 9)),
    hashOf((recorder) => oddCall(recorder, 1)),
    hashOf((recorder) => recorder.addSimple(kindCode.drain, 1, 1)),
  ];
  expect(new Set(hashes).size).toBe(hashes.length);
  for (const hash of hashes) expect(hash).toMatch(/^[0-9a-f]{16}$/);
  expect(hashOf((recorder) => simpleCall(recorder, 1))).toBe(hashes[1]);
});

test("beyond its limit the record keeps the beginning and says so", () => {
  const recorder = new Recorder(page, 4);
  for (let n = 0; n < 6; n++) recorder.addSimple(kindCode.drain, n, 0);
  expect(recorder.isCut).toBe(true);
  expect(shown(recorder)).toHaveLength(4);
});
