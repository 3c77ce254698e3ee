/**
 * Removes what annotates a declaration and means nothing to the syntax: attributes, sparse
 * markers, section markers. Recognised by place and shape; the lists are for names that have none.
 */
import { matchBrackets } from "./brackets.ts";
import type { Rewriting } from "./rewriting.ts";
import { is, isKeyword, isName, isTypeKeyword, looksLikeTypeName, type Token } from "./token.ts";

const plainAnnotations = new Set(
  (
    "__user __iomem __percpu __rcu __force __kernel __safe __init __exit __initdata __initconst " +
    "__exitdata __maybe_unused __always_unused __unused __must_check __always_inline __noreturn " +
    "__cold __hot __pure __attribute_const__ __malloc __weak __used __sched __visible __ref " +
    "__refdata __init_or_module __init_memblock __meminit __meminitdata __net_init __net_exit " +
    "__cpuidle __noinstr_section __kprobes __latent_entropy __randomize_layout __packed " +
    "__read_mostly __ro_after_init __cacheline_aligned __cacheline_aligned_in_smp " +
    "____cacheline_aligned ____cacheline_aligned_in_smp __page_aligned_data __page_aligned_bss " +
    "__no_sanitize_address __no_sanitize_memory __no_kcsan __no_kasan_or_inline __no_kcsan_or_inline " +
    "__no_sanitize_or_inline __nocast __bitwise __private __restrict __restrict__ __volatile__ " +
    "__volatile __const __noclone __gnu_inline __naked __deprecated __designated_init " +
    "noinline noinline_for_stack notrace asmlinkage noinstr __noinstr asmlinkage_protect fastcall " +
    "inline_for_stack nokprobe_inline noinline_for_kasan __bpf_kfunc __bpf_hook_start " +
    "__flatten __nonstring __nostackprotector __no_stack_protector __no_profile __optimize " +
    "kasan_must_not_inline __cpuinit __devinit __devexit compat_restrict"
  ).split(" "),
);

/** Attributes that run a function when the scope is left. */
const cleanupAttribute = /^(?:__free|__cleanup|__cleanup__|cleanup)$/;

/** Names that carry arguments and are attributes wherever they stand. */
const attributeWithArguments =
  /^__(?:attribute(?:__)?|aligned|section|printf|scanf|alloc_size|counted_by(?:_[bl]e)?|sized_by|acquires|releases|must_hold|cond_acquires|cond_releases|cond_lock_attr|guarded_by|no_sanitize|alias|cleanup|free|nonnull|assume_aligned|copy|realloc_size|diagnose_as|error|warning|declspec|bpf_arg_tag)$/;

export function removeAnnotations(rewriting: Rewriting): void {
  const tokens = rewriting.tokens;
  const match = matchBrackets(tokens);
  const kept: Token[] = [];
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index];
    if (token === undefined) break;
    const close = match[index + 1] ?? -1;
    const hasArguments = is(tokens[index + 1], "(") && close > index;
    if (token.kind !== "word") {
      kept.push(token);
    } else if (hasArguments && isAttribute(token.text, kept, tokens[close + 1])) {
      noteCleanup(rewriting, tokens, match, index, close);
      index = close;
    } else if (hasArguments && plainAnnotations.has(token.text) && kept.length > 0) {
      // `T __user (*p)[2]`: what follows is a declarator, not the annotation's.
      if (!isTypeLike(kept.at(-1))) kept.push(token);
    } else if (hasArguments || !isAnnotation(token.text, kept, tokens[index + 1])) {
      kept.push(token);
    }
  }
  rewriting.tokens = kept;
}

function isTypeLike(token: Token | undefined): boolean {
  return isName(token) || (token !== undefined && isTypeKeyword(token.text));
}

function isAttribute(name: string, before: readonly Token[], after: Token | undefined): boolean {
  if (attributeWithArguments.test(name)) {
    // At the start of a statement, `__free(x);` is a call like any other.
    const previous = before.at(-1);
    if (/^__attribute(?:__)?$/.test(name)) return true;
    return previous !== undefined && !/^[;{}:=,(!]$/.test(previous.text)
      ? !isKeyword(previous.text) || isDeclarationKeyword(previous.text)
      : after !== undefined && after.kind === "word" && !is(after, "else");
  }
  // Another name in declarator position, such as `int x __marked(4)`.
  const previous = before.at(-1);
  return /^__[a-z]/.test(name) && isName(previous) && declares(before, before.length - 1);
}

function isTagKeyword(text: string): boolean {
  return /^(?:struct|union|enum)$/.test(text);
}

function isDeclarationKeyword(text: string): boolean {
  return isTypeKeyword(text) || /^(?:static|extern|inline|__inline(?:__)?|register)$/.test(text);
}

/** True when the name at `index` is being declared: a type or `*` of a declaration comes before. */
function declares(tokens: readonly Token[], index: number): boolean {
  const previous = tokens[index - 1];
  if (previous === undefined || isTagKeyword(previous.text)) return false;
  if (previous.kind === "word") return !isKeyword(previous.text) || isTypeKeyword(previous.text);
  if (previous.text !== "*") return false;
  let at = index - 1;
  while (tokens[at]?.text === "*") at--;
  const type = tokens[at];
  const beforeType = tokens[at - 1];
  return (
    type?.kind === "word" &&
    (isTypeKeyword(type.text) ||
      (isName(type) &&
        (beforeType === undefined ||
          /^(?:[;{}(,]|struct|union|enum|const|static|volatile)$/.test(beforeType.text))))
  );
}

function isAnnotation(name: string, before: readonly Token[], after: Token | undefined): boolean {
  const previous = before.at(-1);
  const afterText = after?.text ?? "";
  if (plainAnnotations.has(name)) {
    // A variable may bear such a name: an operator beside it says so.
    return !/^(?:\.|->|=|\+\+|--)$/.test(previous?.text ?? "") && !/^(?:\.|->|\[)$/.test(afterText);
  }
  if (!/^__[a-z]/.test(name) || looksLikeTypeName(name) || isKeyword(name)) return false;
  if (previous === undefined || /^__builtin/.test(name)) return false;
  if (previous.text === "]") return /^[=;,]$/.test(afterText);
  const isAfterTag = /^(?:struct|union|enum|goto)$/.test(previous.text);
  if (isAfterTag) return false;
  const isAfterType =
    isName(previous) ||
    isTypeKeyword(previous.text) ||
    (previous.text === "*" && declares(before, before.length));
  if (!isAfterType) return false;
  if (after?.kind === "word") {
    if (isTypeKeyword(afterText)) return true;
    if (isKeyword(afterText)) return false;
    // `const __x y`: the middle word is the type unless another one came before.
    return !/^(?:const|volatile|static)$/.test(previous.text);
  }
  if (afterText === "*") return isName(previous) || isTypeKeyword(previous.text);
  return /^[;=,)[{]$/.test(afterText) && isName(previous) && declares(before, before.length - 1);
}

function noteCleanup(
  rewriting: Rewriting,
  tokens: readonly Token[],
  match: Int32Array,
  from: number,
  to: number,
): void {
  for (let index = from; index < to; index++) {
    const name = tokens[index];
    const open = tokens[index + 1];
    const close = tokens[match[index + 1] ?? -1];
    if (name === undefined || open?.text !== "(" || close === undefined) continue;
    if (cleanupAttribute.test(name.text)) {
      rewriting.hiddenCalls.push({
        name: { start: name.start, end: name.end },
        arguments: { start: open.start, end: close.end },
      });
    }
  }
}
