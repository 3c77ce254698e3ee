/** How the scan reports what it finds: numbers only, so that a tree's scan allocates nothing. */

/** The kinds of definitions as small numbers, for tables. */
export const kindCode = { function: 0, macro: 1, alias: 2, object: 3 } as const;

/**
 * What a defining macro puts before the name it is given. SYSCALL_DEFINEn(name) makes a static
 * function __do_sys_name of the body (include/linux/syscalls.h, __SYSCALL_DEFINEx(), 6.12);
 * COMPAT_SYSCALL_DEFINEn(name) makes __do_compat_sys_name (include/linux/compat.h, 6.12).
 */
export const namePrefixes: readonly string[] = ["", "__do_sys_", "__do_compat_sys_"];

/** Receives definitions in the order of their text; all places are offsets. */
export interface DefinitionSink {
  addDefinition(
    kind: number,
    isStatic: boolean,
    prefix: number,
    nameStart: number,
    nameEnd: number,
    start: number,
    bodyStart: number,
    bodyEnd: number,
    end: number,
  ): void;
}
