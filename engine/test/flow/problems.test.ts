/** What a path does in lazy MMU mode that no path should. */
import { describe, expect, test } from "vitest";
import { follow, followBody } from "./follow.ts";

const enter = "arch_enter_lazy_mmu_mode();";
const leave = "arch_leave_lazy_mmu_mode();";

const problemsOf = (body: string, isInside = false): readonly string[] =>
  followBody(body, { isInside }).problems;

describe("nesting", () => {
  test("an enter in a section, its own or the caller's", () => {
    const nested = `${enter}\n${enter}\na();\n${leave}\nb();\n${leave}`;
    const { problems, inside, exits, flow } = followBody(nested);
    expect(problems).toEqual(["nested 3: arch_enter_lazy_mmu_mode"]);
    expect(inside).toEqual(["a", "b"]);
    expect(exits).toEqual(["9"]);
    expect(flow.problems[0]?.section).toBe(flow.changes[0]?.offset);
    expect(problemsOf(`${enter} a(); ${leave}`, true)).toEqual([
      "nested 2: arch_enter_lazy_mmu_mode",
    ]);
  });

  test("of the counted names is named all the same, and counted", () => {
    const { problems, inside, exits } = followBody(`
lazy_mmu_mode_enable();
lazy_mmu_mode_enable();
lazy_mmu_mode_disable();
a();
lazy_mmu_mode_disable();`);
    expect(problems).toEqual(["nested 3: lazy_mmu_mode_enable"]);
    expect(inside).toEqual(["a"]);
    expect(exits).toEqual(["8"]);
  });

  test("a helper that enters nests too", () => {
    const { problems } = followBody(`${enter}\nbegin();`, { helpers: { begin: [1] } });
    expect(problems).toEqual(["nested 3: begin"]);
  });

  test("one after the other is none", () => {
    expect(problemsOf(`${enter} ${leave} ${enter} ${leave}`)).toEqual([]);
  });
});

describe("pause and resume", () => {
  test("the mode is off in between, whatever is called there", () => {
    const { inside, outside, problems, exits } = followBody(`
lazy_mmu_mode_enable();
a();
lazy_mmu_mode_pause();
b();
lazy_mmu_mode_enable();
c();
lazy_mmu_mode_disable();
lazy_mmu_mode_resume();
d();
lazy_mmu_mode_disable();`);
    expect({ inside, outside }).toEqual({ inside: ["a", "d"], outside: ["b", "c"] });
    expect({ problems, exits }).toEqual({ problems: [], exits: ["13"] });
  });

  test("pauses are counted", () => {
    const pause = "lazy_mmu_mode_pause();";
    const resume = "lazy_mmu_mode_resume();";
    const { inside, outside, exits } = followBody(
      `${pause} ${pause} ${resume} a(); ${resume} b();`,
      { isInside: true },
    );
    expect({ inside, outside, exits }).toEqual({ inside: ["b"], outside: ["a"], exits: ["4"] });
  });

  test("left paused, or resumed without a pause", () => {
    expect(followBody("lazy_mmu_mode_pause();").exits).toEqual(["4 paused 1"]);
    expect(problemsOf("lazy_mmu_mode_resume();")).toEqual([
      "resume-outside 2: lazy_mmu_mode_resume",
    ]);
  });
});

describe("the lock of a page table", () => {
  test.each([
    ["pte = pte_offset_map_lock(mm, pmd, addr, &ptl);", "pte_unmap_unlock(pte, ptl);"],
    ["pte = pte_alloc_map_lock(mm, pmd, addr, &ptl);", "spin_unlock(ptl);"],
    ["spin_lock(ptl);", "spin_unlock(ptl);"],
    ["spin_lock(&walk->ptl);", "spin_unlock(&walk->ptl);"],
    ["spin_lock_nested(new_ptl, 1);", "spin_unlock(new_ptl);"],
    ["if (!spin_trylock(ptl)) return;", "spin_unlock(ptl);"],
    ["ptl = pmd_trans_huge_lock(pmd, vma);", "spin_unlock(ptl);"],
    ["spinlock_t *ptl = pmd_lock(mm, pmd);", "spin_unlock(ptl);"],
  ])("%s … %s", (take, drop) => {
    const name = /^\w+/.exec(drop)?.[0];
    expect(problemsOf(`${take}\n${enter}\n${drop}\n${leave}`)).toEqual([`lock-dropped 4: ${name}`]);
    expect(problemsOf(`${enter}\n${take}\n${drop}\n${leave}`)).toEqual([`lock-dropped 4: ${name}`]);
    expect(problemsOf(`${take}\n${enter}\n${leave}\n${drop}`)).toEqual([]);
  });

  test.each([
    ["another lock", "spin_lock(&list_lock);", "spin_unlock(&list_lock);"],
    ["a lock that the function did not take", "", "pte_unmap_unlock(pte, ptl);"],
    ["one that was dropped before", "spin_lock(ptl); spin_unlock(ptl);", "spin_unlock(ptl);"],
    ["one of two", "spin_lock(src_ptl);", "spin_unlock(dst_ptl);"],
  ])("%s is none of it", (_, take, drop) => {
    expect(problemsOf(`${take}\n${enter}\n${drop}\n${leave}`)).toEqual([]);
  });

  test("in the caller's section only the caller knows which lock counts", () => {
    expect(problemsOf("spin_lock(ptl); spin_unlock(ptl);", true)).toEqual([]);
  });

  test("was dropped before under the same condition", () => {
    const again = (flag: string) => `
pte = pte_offset_map_lock(mm, pmd, addr, &ptl);
if (a) spin_unlock(ptl);
${enter}
if (${flag}) spin_unlock(ptl);
${leave}`;
    expect(problemsOf(again("a"))).toEqual([]);
    expect(problemsOf(again("b"))).toEqual(["lock-dropped 5: spin_unlock"]);
  });

  test("is dropped on one path only", () => {
    expect(
      problemsOf(`
pte = pte_offset_map_lock(mm, pmd, addr, &ptl);
${enter}
if (a()) {
  pte_unmap_unlock(pte, ptl);
  return;
}
${leave}
pte_unmap_unlock(pte, ptl);`),
    ).toEqual(["lock-dropped 5: pte_unmap_unlock"]);
  });
});

describe("an entry read after it was written", () => {
  const inSection = (body: string) => problemsOf(`${enter}\n${body}\n${leave}`);

  test.each([
    ["set_pte_at(mm, addr, ptep, pte);", "ptep_get(ptep);", "ptep"],
    ["set_ptes(mm, addr, ptep, pte, 4);", "pte_none(ptep_get(ptep));", "ptep"],
    ["set_pte(ptep, pte);", "old = *ptep;", "ptep"],
    ["set_pte(ptep + i, pte);", "f(*(ptep+i));", "ptep+i"],
    ["pte_clear(mm, addr, ptep);", "ptep_get_and_clear(mm, addr, ptep);", "ptep"],
    ["ptep_modify_prot_commit(vma, a, p, o, n);", "ptep_modify_prot_start(vma, a, p);", "p"],
    ["ptep_set_access_flags(vma, a, p, e, 1);", "ptep_get_lockless(p);", "p"],
    ["set_pmd(pmd, v);", "pmd_present(*pmd);", "pmd"],
    ["set_pud(pud, v);", "pudp_get(pud);", "pud"],
    ["set_pte(&table[i], pte);", "ptep_get(&table[i]);", "&table[i]"],
  ])("%s %s", (write, read, entry) => {
    expect(inSection(`${write}\n${read}`)).toEqual([`stale-read 4: ${entry} after 3`]);
    expect(inSection(`${write}\nif (a()) ${read}`)).toEqual([`stale-read 4: ${entry} after 3`]);
    expect(inSection(`${read}\n${write}`)).toEqual([]);
    expect(problemsOf(`${write}\n${read}`)).toEqual([]);
    expect(problemsOf(`${write}\n${read}`, true)).toEqual([`stale-read 3: ${entry} after 2`]);
  });

  test.each([
    ["a plain store, which nothing postpones", "*ptep = pte;"],
    ["WRITE_ONCE(), as well", "WRITE_ONCE(*ptep, pte);"],
    ["an accessor that works on memory", "ptep_set_wrprotect(mm, addr, ptep);"],
    ["another entry", "set_pte(other, pte);"],
    ["a flush between", "set_pte(ptep, pte); arch_flush_lazy_mmu_mode();"],
    ["left and entered between", `set_pte(ptep, pte); ${leave} ${enter}`],
    ["the next entry", "set_pte(ptep, pte); ptep++;"],
    ["another table", "set_pte(ptep, pte); ptep = pte_offset_kernel(pmd, addr);"],
    ["a pointer that a callee moved", "set_pte(ptep, pte); next(&ptep);"],
  ])("%s is none of it", (_, statements) => {
    expect(inSection(`${statements}\nptep_get(ptep);`)).toEqual([]);
  });

  test("a store is no read", () => {
    expect(inSection("set_pte(p, v); *p = w;")).toEqual([]);
  });

  test("a pause completes the write", () => {
    expect(
      problemsOf(
        "set_pte(p, v);\nlazy_mmu_mode_pause();\nptep_get(p);\nlazy_mmu_mode_resume();\nptep_get(p);",
        true,
      ),
    ).toEqual([]);
  });

  test("in the next turn of a loop", () => {
    const loop = (step: string) => `for (i = 0; i < n; ${step}) {\nptep_get(p);\nset_pte(p, v);\n}`;
    expect(inSection(loop("i++"))).toEqual(["stale-read 4: p after 5"]);
    expect(inSection(loop("i++, p++"))).toEqual([]);
    expect(inSection(`do { ptep_get(p);\nset_pte(p, v); } while (p++, i++ < n);`)).toEqual([]);
  });

  test("in the same expression", () => {
    expect(inSection("x = a ? (set_pte(p, v), ptep_get(p)) : ptep_get(p);")).toEqual([
      "stale-read 3: p after 3",
    ]);
  });
});

describe("memory behind an entry whose write is pending", () => {
  const map = "set_pte_at(&init_mm, addr, ptep, pte);";

  test.each([
    ["memset((void *)addr, 0, PAGE_SIZE);", "addr"],
    ["clear_page((void *)(addr));", "addr"],
    ["memcpy(to, (void *)addr, n);", "addr"],
    ["*(unsigned long *)addr = 0;", "addr"],
    ["x = *(u8 *)addr;", "addr"],
  ])("%s", (access, address) => {
    expect(problemsOf(`${map}\n${access}`, true)).toEqual([`access 3: ${address} after 2`]);
    expect(problemsOf(`${map}\n${access}`)).toEqual([]);
    expect(problemsOf(`${map}\n${leave}\n${access}\n${enter}`, true)).toEqual([]);
    expect(problemsOf(`${access}\n${map}`, true)).toEqual([]);
  });

  test.each([
    ["of a user", "set_pte_at(mm, addr, ptep, pte);"],
    ["of a user, by its area", "ptep_modify_prot_commit(vma, addr, ptep, old, pte);"],
    ["that becomes empty", "pte_clear(&init_mm, addr, ptep);"],
    ["that is given an empty value", "set_pte_at(&init_mm, addr, ptep, __pte(0));"],
    ["of another address", "set_pte_at(&init_mm, start, ptep, pte);"],
    ["of an address that moved on", `${map} addr += PAGE_SIZE;`],
  ])("an entry %s is none of it", (_, statements) => {
    expect(problemsOf(`${statements}\nmemset((void *)addr, 0, 1);`, true)).toEqual([]);
  });
});

test("each problem is told once, whatever the number of paths", () => {
  const { problems, flow } = follow(`int f(int a) {
if (a) b(); else c();
${enter}
while (d())
  ${enter}
${leave}
return 0;
}`);
  expect(problems).toEqual(["nested 5: arch_enter_lazy_mmu_mode"]);
  expect(flow.exits.every(({ opened }) => opened >= 0)).toBe(true);
});
