/**
 * The object behind the `data` argument of a callback, as C text: declarations and statements that
 * build one of the type that the callback takes it for.
 *
 * A member's value comes from the caller where it can be followed; else from its type and name, and
 * that is told as an assumption.
 */
import type { FunctionDefinition } from "#engine/cfront";
import type { CallerValues } from "./caller-facts.ts";
import { withoutCasts } from "./caller-facts.ts";
import { printAbstract, printSpecifiers, printTypeName } from "./print-c.ts";
import { visitSyntax } from "./visit-syntax.ts";

export interface DataMember {
  readonly name: string | undefined;
  readonly typeText: string;
}

export interface DataTypes {
  /**
   * The members of a record type, named by C text such as `__typeof__(*p)`; undefined when it names
   * no record that is complete.
   */
  readonly membersOf: (typeText: string) => readonly DataMember[] | undefined;
  /** Whether the text names a type that an object can have. */
  readonly isComplete: (typeText: string) => boolean;
}

export interface DataObject {
  readonly declarations: readonly string[];
  readonly statements: readonly string[];
  /** The argument itself. */
  readonly argument: string;
  readonly assumptions: readonly string[];
  /** NULL stands in for an object that the callback uses. */
  readonly isUnknown: boolean;
  /** Entries that its arrays of fixed length have room for. */
  readonly maxPages: number | undefined;
}

export interface DataRequest {
  readonly callback: FunctionDefinition;
  readonly types: DataTypes;
  readonly caller: CallerValues | undefined;
  readonly mm: string;
  readonly pages: number;
  /** A page frame number that is of no memory. */
  readonly outsidePfn: string;
}

function dataNameOf(callback: FunctionDefinition): string | undefined {
  const [part] = callback.declarator.parts;
  return part?.kind === "function" ? part.parameters[2]?.declarator.name : undefined;
}

function usesData(callback: FunctionDefinition): boolean {
  const name = dataNameOf(callback);
  let isUsed = false;
  visitSyntax(callback.body, {
    expression(expression) {
      if (expression.kind === "identifier" && expression.name === name) isUsed = true;
    },
  });
  return isUsed;
}

/** What the callback itself takes its third parameter for, or undefined when it does not say. */
export function dataTypeOf(callback: FunctionDefinition): string | undefined {
  const name = dataNameOf(callback);
  if (name === undefined) return undefined;
  let found: string | undefined;
  visitSyntax(callback.body, {
    declaration({ specifiers, declarators }) {
      for (const { declarator, initializer } of declarators) {
        if (initializer === undefined || initializer.kind === "initializer-list") continue;
        const value = withoutCasts(initializer);
        if (value.kind !== "identifier" || value.name !== name) continue;
        const base = printSpecifiers(specifiers);
        const pointers = printAbstract({ ...declarator, name: undefined });
        if (base !== undefined && pointers !== undefined) found ??= base + pointers;
      }
    },
    expression(expression) {
      if (expression.kind !== "cast") return;
      const value = withoutCasts(expression);
      if (value.kind === "identifier" && value.name === name)
        found ??= printTypeName(expression.type);
    },
  });
  return found === undefined ? undefined : plain(found);
}

export function buildDataObject(request: DataRequest): DataObject {
  return new Builder(request).build(dataTypeOf(request.callback));
}

const maxDepth = 3;

class Builder {
  readonly #request: DataRequest;
  readonly #declarations: string[] = [];
  readonly #statements: string[] = [];
  readonly #assumptions: string[] = [];
  #maxPages: number | undefined;
  #nArrays = 0;
  #hasVma = false;

  constructor(request: DataRequest) {
    this.#request = request;
  }

  build(type: string | undefined): DataObject {
    const argument = this.#argument(type);
    const isUnknown = argument === "0" && usesData(this.#request.callback);
    if (isUnknown && type === undefined) {
      this.#assume("data is NULL, since the callback does not say what it points to");
    }
    return {
      argument,
      isUnknown,
      declarations: this.#declarations,
      statements: this.#statements,
      assumptions: this.#assumptions,
      maxPages: this.#maxPages,
    };
  }

  #argument(type: string | undefined): string {
    const { caller, mm } = this.#request;
    if (type === undefined) return "0";
    if (type === "struct mm_struct *") return mm;
    if (!type.endsWith("*")) {
      const followed = caller?.argument();
      if (followed !== undefined) return `(void *)(unsigned long)(${followed})`;
      this.#assume(`data is 0, taken for ${article(type)}`);
      return "(void *)0";
    }
    const pointee = plain(type.slice(0, -1));
    const members = this.#request.types.membersOf(pointee);
    if (members === undefined && /^(?:struct|union) /.test(pointee)) {
      this.#assume(`data is NULL, since ${pointee} is not complete here`);
      return "0";
    }
    this.#declarations.push(`static ${pointee} __sim_data;`);
    if (members === undefined || pointee === "pgprot_t") {
      this.#statements.push(`__sim_data = ${this.#scalar("*data", "data", pointee)};`);
    } else {
      this.#assume(`data points to a ${pointee}; members not named here are zero`);
      this.#fill("__sim_data", "data->", `(*(${pointee} *)0)`, members, 0);
    }
    return "&__sim_data";
  }

  /** `probe` is C that has the object's type, for asking after types that have no name. */
  #fill(
    path: string,
    shown: string,
    probe: string,
    members: readonly DataMember[],
    depth: number,
  ): void {
    members.forEach(({ name, typeText }, place) => {
      if (name === undefined || name === "") return;
      const followed = depth === 0 ? this.#request.caller?.member(name, place) : undefined;
      const type = plain(typeText);
      const target = `${path}.${name}`;
      if (followed !== undefined && !type.endsWith("]")) {
        this.#statements.push(`${target} = ${followed};`);
        this.#assumptions.push(`${shown}${name} is ${followed}, as the caller sets it`);
        return;
      }
      this.#member(target, `${shown}${name}`, `${probe}.${name}`, name, type, depth);
    });
  }

  #member(
    target: string,
    shown: string,
    probe: string,
    name: string,
    type: string,
    depth: number,
  ): void {
    const array = /^(.*?)\s*\[(\d*)\]$/.exec(type);
    if (array !== null) {
      this.#noteFixedArray(shown, array[1] ?? "", Number(array[2] ?? "0"));
      return;
    }
    if (type.includes("(")) return;
    if (type.endsWith("*")) {
      this.#pointer(target, shown, probe, name, plain(type.slice(0, -1)), depth);
      return;
    }
    const members =
      type === "pgprot_t" ? undefined : this.#request.types.membersOf(`__typeof__(${probe})`);
    if (members === undefined) {
      const value = this.#scalar(shown, name, type);
      if (value !== "0") this.#statements.push(`${target} = ${value};`);
    } else if (depth < maxDepth) {
      this.#fill(target, `${shown}.`, probe, members, depth + 1);
    }
  }

  #pointer(
    target: string,
    shown: string,
    probe: string,
    name: string,
    pointee: string,
    depth: number,
  ): void {
    const { mm, pages, types } = this.#request;
    if (pointee === "struct mm_struct") {
      this.#statements.push(`${target} = ${mm};`);
    } else if (pointee === "struct vm_area_struct") {
      this.#needVma();
      this.#statements.push(`${target} = &__sim_vma;`);
    } else if (pointee === "struct page") {
      this.#statements.push(`${target} = __sim_new_page();`);
      this.#assume(`${shown} is a page of its own`);
    } else if (pointee === "struct page *") {
      const array = this.#array(`*${probe}`);
      this.#forEachPage(`${array}[i] = __sim_new_page();`);
      this.#statements.push(`${target} = ${array};`);
      this.#assume(`${shown} points to ${pages} pages, allocated before`);
    } else if (pointee === "void" || pointee === "char") {
      this.#assume(`${shown} is NULL`);
    } else {
      const element = `__typeof__(*${probe})`;
      const members = types.membersOf(element);
      if (!types.isComplete(element)) {
        this.#assume(`${shown} is NULL, since ${pointee} is not complete here`);
        return;
      }
      const array = this.#array(`*${probe}`);
      this.#statements.push(`${target} = (void *)${array};`);
      this.#fillArray(array, shown, probe, name, pointee, members, depth);
    }
  }

  #fillArray(
    array: string,
    shown: string,
    probe: string,
    name: string,
    pointee: string,
    members: readonly DataMember[] | undefined,
    depth: number,
  ): void {
    const { pages, outsidePfn } = this.#request;
    if (members === undefined && isFrameNumber(name, pointee)) {
      this.#forEachPage(`${array}[i] = ${outsidePfn} + i;`);
      this.#assume(`${shown} points to ${pages} page frame numbers that are of no memory`);
      return;
    }
    this.#assume(`${shown} points to ${pages + 1} of ${pointee}, all zero`);
    if (members !== undefined && depth + 1 < maxDepth) {
      this.#fill(`${array}[0]`, `${shown}->`, `(*${probe})`, members, depth + 1);
    }
  }

  /** By its type, and where that says nothing, by its name. */
  #scalar(shown: string, name: string, type: string): string {
    const { outsidePfn } = this.#request;
    if (type === "pgprot_t") {
      this.#assume(`${shown} is PAGE_KERNEL`);
      return "PAGE_KERNEL";
    }
    if (isFrameNumber(name, type)) {
      this.#assume(`${shown} is a page frame number that is of no memory`);
      return outsidePfn;
    }
    if (/(?:^|_)(?:start|addr|address)$/.test(name)) {
      this.#assume(`${shown} is where the walk begins`);
      return "__SIM_START";
    }
    if (/^(?:nr|num|n)_|^(?:count|npages|nr_pages|size)$|_count$/.test(name)) {
      this.#assume(`${shown} is the number of pages`);
      return "__SIM_PAGES";
    }
    if (shown === "*data") this.#assume("*data is 0");
    return "0";
  }

  #noteFixedArray(shown: string, element: string, length: number): void {
    // An array of one is a scalar in disguise, used again for every entry.
    if (length <= 1 || /^(?:char|u8|unsigned char|uint8_t)$/.test(element)) return;
    if (this.#maxPages === undefined || length < this.#maxPages) this.#maxPages = length;
    this.#assume(`${shown} has room for ${length}`);
  }

  /** An array of what `probe` has the type of; not const, since it is filled. */
  #array(probe: string): string {
    const name = `__sim_array${this.#nArrays++}`;
    this.#declarations.push(`static __typeof__(${probe}) ${name}[__SIM_PAGES + 1];`);
    return name;
  }

  #forEachPage(statement: string): void {
    this.#statements.push(`for (i = 0; i < __SIM_PAGES; i++) ${statement}`);
  }

  #needVma(): void {
    if (this.#hasVma) return;
    this.#hasVma = true;
    this.#declarations.push("static struct vm_area_struct __sim_vma;");
    this.#statements.push(
      `__sim_vma.vm_mm = ${this.#request.mm};`,
      "__sim_vma.vm_start = __SIM_START;",
      "__sim_vma.vm_end = __SIM_START + __SIM_PAGES * PAGE_SIZE;",
      "__sim_vma.vm_page_prot = PAGE_KERNEL;",
    );
    this.#assume("the area is the walk's range, with PAGE_KERNEL");
  }

  #assume(text: string): void {
    if (!this.#assumptions.includes(text)) this.#assumptions.push(text);
  }
}

function isFrameNumber(name: string, type: string): boolean {
  return /(?:pfn|mfn|gfn)s?$/.test(name) || /(?:pfn|mfn|gfn)_t$/.test(type);
}

/** Without qualifiers, with single spaces. */
function plain(typeText: string): string {
  return typeText
    .replace(/\b(?:const|volatile|restrict)\b/g, " ")
    .replace(/\s*\*\s*/g, " *")
    .replace(/\* \*/g, "**")
    .replace(/\s+/g, " ")
    .trim();
}

function article(noun: string): string {
  return /^[aeiou]/.test(noun) ? `an ${noun}` : `a ${noun}`;
}
