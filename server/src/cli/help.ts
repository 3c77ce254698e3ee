/** The texts of --help. Docs repeat them from here; see docs/command-line.md. */
import type { CommandName } from "./arguments.ts";

export function helpFor(command: CommandName | undefined): string {
  return command === undefined ? general : `${perCommand[command]}\n${common}`;
}

const general = `lazymmu - find page-table walker callbacks of the Linux kernel
that reach the page allocator while lazy MMU mode is on

usage: lazymmu [check] [PATH...]          report call sites and findings
       lazymmu fix [--dry-run] [PATH...]  apply the safe fixes, or print a diff
       lazymmu fix --introduce [PATH...]  print a patch that adds what the fixes
                                          need and uses it
       lazymmu explain RULE|FILE:LINE     a rule's page, or what is known of a
                                          call site or a lazy MMU section
       lazymmu rules                      list the rules
       lazymmu simulate FILE:FUNCTION     run a callback on a modelled machine
       lazymmu doctor [PATH]              what is seen of machine and tree
       lazymmu lsp --stdio                language server for editors
       lazymmu --version

"lazymmu COMMAND --help" tells more.
`;

const common = `      --color WHEN       auto, always or never; auto looks at NO_COLOR,
                         FORCE_COLOR and whether the output is a terminal
  -q, --quiet            no progress and no notes
  -h, --help             this text
`;

const tree = `      --root DIR         the tree; else the kernel tree that holds PATH,
                         else PATH itself
      --no-settings      leave out .lazymmu.json at the tree's top; comments in
                         its files still suppress findings
      --cache-dir DIR    keep the symbol table there, not in the user's cache
      --no-cache         neither read nor write the symbol table on disk
  -j, --jobs N           scan with N threads; the result does not depend on it
      --timings          tell how long it took
`;

const failOn = `      --fail-on LEVEL    exit 1 for findings from this level on: error, warning
                         (default), information, hint or never
`;

const perCommand: Readonly<Record<CommandName, string>> = {
  check: `usage: lazymmu check [OPTION...] [PATH...]

Checks every call of a page-table walker and every lazy MMU section in PATH,
files or folders of one tree; the current folder when none is given. What is
called there is followed through the whole tree. The file .lazymmu.json at the
tree's top has its settings, such as severities and ignored sites, and a comment
"lazymmu: ok(RULE): REASON" on a finding's line or the one above suppresses it;
see docs/configuration.md. Exit code: 0 no finding at the --fail-on level,
1 findings, 2 the check could not be made.
      --format FORMAT    text (default), or one of
                         gcc     lines for editors and build logs
                         json    described by docs/output.schema.json
                         sarif   SARIF 2.1.0, for code scanning
                         html    a page that opens in any browser
                         github  annotations of GitHub Actions
                         cocci   lines like those of "make coccicheck"
      --kbuild           be what a kernel build calls for each file: lines as
                         --format gcc has them, exit code 0 unless --fail-on
                         is given; make C=2 CHECK="lazymmu --kbuild"
  -o, --output FILE      write the report there; "-" is standard output
  -v, --verbose          list all call sites and sections, and findings
                         at both ends of a path
      --baseline FILE    report only what FILE does not know
      --write-baseline FILE
                         write what is found there, in place of a report
      --since REV        report only what changes since a commit of git brought,
                         made worse or touch, files not yet added included
      --patch FILE       the same of a patch or mails with patches, which are
                         applied in memory; "-" is standard input
${failOn}${tree}`,
  fix: `usage: lazymmu fix [OPTION...] [PATH...]

Applies the safe fixes of findings in PATH and says what it did. A file that
changed meanwhile or is not valid UTF-8 is left alone. Exit code: 0 nothing left
at the --fail-on level, 1 findings left (with --dry-run: findings there are),
2 something could not be done.

      --dry-run          write nothing; print a diff for "git apply"
      --introduce        for a tree without the _nolazy variants: print patches
                         with message templates that add them to mm/memory.c
                         and include/linux/mm.h and call them in PATH, for
                         "git apply"; exit code as with --dry-run, and 2 when
                         the tree's code is not understood
      --write            with --introduce: change the files, all or none
${failOn}${tree}`,
  explain: `usage: lazymmu explain [OPTION...] RULE|FILE:LINE

Prints a rule's page, or everything that is known about the walker calls and the
lazy MMU sections at a line: callbacks, verdict, path, and what was not
followed. LINE may also lie on a callback, on a call that leaves a section, or
on a step of a path.

${tree}`,
  rules: `usage: lazymmu rules [OPTION...]

Lists the rules.

      --format FORMAT    text (default) or json
`,
  doctor: `usage: lazymmu doctor [OPTION...] [PATH]

Tells what lazymmu finds: versions, the tree of PATH (default: the current
folder), its release, dialect, architectures and configuration, and the cache.
Exit code: 0 when a kernel tree was found and could be read, else 2.

      --format FORMAT    text (default) or json
      --root DIR         the tree
      --no-settings      leave out .lazymmu.json at the tree's top
      --cache-dir DIR    the cache folder to look at
      --no-cache         neither read nor write the symbol table on disk
  -j, --jobs N           scan with N threads
`,
  simulate: `usage: lazymmu simulate [OPTION...] FILE:FUNCTION|FILE:LINE

Runs a callback's own C, taken from the tree, under a modelled
apply_to_page_range(): as written, and beside it without lazy MMU mode. Exit
code: 0 nothing wrong, 1 something went wrong in the run as written, 2 wrong
usage, 3 it could not be run (not supported, or a function is missing).

      --arch NAME        arm64, powerpc-hash, sparc64, xen-pv, x86, riscv, s390,
                         generic, rfc-direct or rfc-nested; else the file's own
                         architecture, or the first that it can be built for
      --release R        whose lazy MMU mode is modelled; else the tree's release
      --pages N          pages of the walk, 1 to 1048576; default 512
      --populated WHICH  entries that map pages before the walk: all, none or
                         0-3,8; else as the callback needs
      --debug-pagealloc on|off
                         CONFIG_DEBUG_PAGEALLOC and its switch; default on
      --variant V        as-written, nolazy or both (default)
      --stub NAME        let this function answer 0 and do nothing; may be repeated
      --format FORMAT    text (default), json (docs/simulation.schema.json)
                         or html, a page that opens in any browser
  -o, --output FILE      write the report there; "-" is standard output
  -v, --verbose          show the scenario's C and every function
${tree}`,
  lsp: `usage: lazymmu lsp --stdio

Speaks the Language Server Protocol on standard input and output. Editors start
it; see docs/command-line.md for examples.

      --stdio            required
`,
};
