/**
 * The headers of a hosted program, as texts: declarations of the functions that the library has,
 * for LP64. Macros that need the compiler name its built-in functions.
 */

const stddef = `#ifndef _HOSTED_STDDEF_H
#define _HOSTED_STDDEF_H
typedef unsigned long size_t;
typedef long ptrdiff_t;
typedef int wchar_t;
typedef long max_align_t;
#define NULL ((void *)0)
#define offsetof(type, member) __builtin_offsetof(type, member)
#endif
`;

const stdarg = `#ifndef _HOSTED_STDARG_H
#define _HOSTED_STDARG_H
typedef __builtin_va_list va_list;
#define va_start(list, last) __builtin_va_start(list, last)
#define va_arg(list, type) __builtin_va_arg(list, type)
#define va_copy(to, from) __builtin_va_copy(to, from)
#define va_end(list) __builtin_va_end(list)
#endif
`;

const stdbool = `#ifndef _HOSTED_STDBOOL_H
#define _HOSTED_STDBOOL_H
#define bool _Bool
#define true 1
#define false 0
#define __bool_true_false_are_defined 1
#endif
`;

const limits = `#ifndef _HOSTED_LIMITS_H
#define _HOSTED_LIMITS_H
#define CHAR_BIT 8
#define MB_LEN_MAX 16
#define SCHAR_MIN (-128)
#define SCHAR_MAX 127
#define UCHAR_MAX 255
#define CHAR_MIN (-128)
#define CHAR_MAX 127
#define SHRT_MIN (-32768)
#define SHRT_MAX 32767
#define USHRT_MAX 65535
#define INT_MIN (-2147483647 - 1)
#define INT_MAX 2147483647
#define UINT_MAX 4294967295U
#define LONG_MIN (-9223372036854775807L - 1L)
#define LONG_MAX 9223372036854775807L
#define ULONG_MAX 18446744073709551615UL
#define LLONG_MIN (-9223372036854775807LL - 1LL)
#define LLONG_MAX 9223372036854775807LL
#define ULLONG_MAX 18446744073709551615ULL
#endif
`;

/** Bits, the type, and the suffixes of its constants and of `printf`. */
const widths = [
  { bits: 8, type: "char", suffix: "", format: "hh", max: "127", umax: "255" },
  { bits: 16, type: "short", suffix: "", format: "h", max: "32767", umax: "65535" },
  { bits: 32, type: "int", suffix: "", format: "", max: "2147483647", umax: "4294967295U" },
  {
    bits: 64,
    type: "long",
    suffix: "L",
    format: "l",
    max: "9223372036854775807L",
    umax: "18446744073709551615UL",
  },
] as const;

function integerTypes(): string {
  const lines: string[] = [];
  for (const { bits, type, suffix, max, umax } of widths) {
    // The "fast" types are those of glibc: of a word's width from sixteen bits on.
    const isWord = bits === 16 || bits === 32;
    const fast = isWord
      ? { type: "long", max: "9223372036854775807L", umax: "18446744073709551615UL", one: "1L" }
      : { type, max, umax, one: "1" };
    const signedType = type === "char" ? "signed char" : type;
    const fastSigned = fast.type === "char" ? "signed char" : fast.type;
    const unsignedSuffix = suffix === "" && bits < 32 ? "" : `U${suffix}`;
    lines.push(
      `typedef ${signedType} int${bits}_t;`,
      `typedef unsigned ${type} uint${bits}_t;`,
      `typedef ${signedType} int_least${bits}_t;`,
      `typedef unsigned ${type} uint_least${bits}_t;`,
      `typedef ${fastSigned} int_fast${bits}_t;`,
      `typedef unsigned ${fast.type} uint_fast${bits}_t;`,
      `#define INT${bits}_MAX ${max}`,
      `#define INT${bits}_MIN (-${max} - 1)`,
      `#define UINT${bits}_MAX ${umax}`,
      `#define INT_LEAST${bits}_MAX ${max}`,
      `#define INT_LEAST${bits}_MIN (-${max} - 1)`,
      `#define UINT_LEAST${bits}_MAX ${umax}`,
      `#define INT_FAST${bits}_MAX ${fast.max}`,
      `#define INT_FAST${bits}_MIN (-${fast.max} - 1)`,
      `#define UINT_FAST${bits}_MAX ${fast.umax}`,
      suffix === "" ? `#define INT${bits}_C(c) c` : `#define INT${bits}_C(c) c ## ${suffix}`,
      unsignedSuffix === ""
        ? `#define UINT${bits}_C(c) c`
        : `#define UINT${bits}_C(c) c ## ${unsignedSuffix}`,
    );
  }
  return lines.join("\n");
}

const stdint = `#ifndef _HOSTED_STDINT_H
#define _HOSTED_STDINT_H
${integerTypes()}
typedef long intptr_t;
typedef unsigned long uintptr_t;
typedef long intmax_t;
typedef unsigned long uintmax_t;
#define INTPTR_MAX 9223372036854775807L
#define INTPTR_MIN (-9223372036854775807L - 1)
#define UINTPTR_MAX 18446744073709551615UL
#define INTMAX_MAX 9223372036854775807L
#define INTMAX_MIN (-9223372036854775807L - 1)
#define UINTMAX_MAX 18446744073709551615UL
#define INTMAX_C(c) c ## L
#define UINTMAX_C(c) c ## UL
#define PTRDIFF_MAX 9223372036854775807L
#define PTRDIFF_MIN (-9223372036854775807L - 1)
#define SIZE_MAX 18446744073709551615UL
#endif
`;

function formatMacros(): string {
  const lines: string[] = [];
  for (const conversion of ["d", "i", "o", "u", "x", "X"]) {
    for (const { bits, format } of widths) {
      const fast = bits === 16 || bits === 32 ? "l" : format;
      lines.push(
        `#define PRI${conversion}${bits} "${format}${conversion}"`,
        `#define PRI${conversion}LEAST${bits} "${format}${conversion}"`,
        `#define PRI${conversion}FAST${bits} "${fast}${conversion}"`,
      );
    }
    lines.push(`#define PRI${conversion}PTR "l${conversion}"`);
    lines.push(`#define PRI${conversion}MAX "l${conversion}"`);
  }
  return lines.join("\n");
}

const inttypes = `#ifndef _HOSTED_INTTYPES_H
#define _HOSTED_INTTYPES_H
#include <stdint.h>
${formatMacros()}
#endif
`;

const stdio = `#ifndef _HOSTED_STDIO_H
#define _HOSTED_STDIO_H
#include <stddef.h>
#include <stdarg.h>
typedef struct __hosted_stream FILE;
#define stdout ((FILE *)1)
#define stderr ((FILE *)2)
#define EOF (-1)
#define BUFSIZ 8192
int printf(const char *format, ...);
int fprintf(FILE *stream, const char *format, ...);
int sprintf(char *to, const char *format, ...);
int snprintf(char *to, size_t size, const char *format, ...);
int vprintf(const char *format, va_list list);
int vfprintf(FILE *stream, const char *format, va_list list);
int vsprintf(char *to, const char *format, va_list list);
int vsnprintf(char *to, size_t size, const char *format, va_list list);
int putchar(int character);
int putc(int character, FILE *stream);
int fputc(int character, FILE *stream);
int puts(const char *text);
int fputs(const char *text, FILE *stream);
size_t fwrite(const void *from, size_t size, size_t count, FILE *stream);
int fflush(FILE *stream);
#endif
`;

const stdlib = `#ifndef _HOSTED_STDLIB_H
#define _HOSTED_STDLIB_H
#include <stddef.h>
#define EXIT_SUCCESS 0
#define EXIT_FAILURE 1
#define RAND_MAX 2147483647
typedef struct { int quot; int rem; } div_t;
typedef struct { long quot; long rem; } ldiv_t;
typedef struct { long long quot; long long rem; } lldiv_t;
void exit(int status) __attribute__((__noreturn__));
void _Exit(int status) __attribute__((__noreturn__));
void abort(void) __attribute__((__noreturn__));
void *malloc(size_t size);
void *calloc(size_t count, size_t size);
void *realloc(void *block, size_t size);
void *aligned_alloc(size_t alignment, size_t size);
void free(void *block);
int atoi(const char *text);
long atol(const char *text);
long long atoll(const char *text);
long strtol(const char *text, char **end, int base);
long long strtoll(const char *text, char **end, int base);
unsigned long strtoul(const char *text, char **end, int base);
unsigned long long strtoull(const char *text, char **end, int base);
int abs(int value);
long labs(long value);
long long llabs(long long value);
div_t div(int left, int right);
ldiv_t ldiv(long left, long right);
lldiv_t lldiv(long long left, long long right);
int rand(void);
void srand(unsigned int seed);
void qsort(void *base, size_t count, size_t size, int (*compare)(const void *, const void *));
void *bsearch(const void *key, const void *base, size_t count, size_t size,
	      int (*compare)(const void *, const void *));
#endif
`;

const string = `#ifndef _HOSTED_STRING_H
#define _HOSTED_STRING_H
#include <stddef.h>
void *memcpy(void *to, const void *from, size_t size);
void *memmove(void *to, const void *from, size_t size);
void *memset(void *to, int byte, size_t size);
int memcmp(const void *left, const void *right, size_t size);
void *memchr(const void *from, int byte, size_t size);
size_t strlen(const char *text);
size_t strnlen(const char *text, size_t size);
int strcmp(const char *left, const char *right);
int strncmp(const char *left, const char *right, size_t size);
char *strcpy(char *to, const char *from);
char *strncpy(char *to, const char *from, size_t size);
char *strcat(char *to, const char *from);
char *strncat(char *to, const char *from, size_t size);
char *strchr(const char *text, int character);
char *strrchr(const char *text, int character);
char *strstr(const char *text, const char *part);
size_t strspn(const char *text, const char *set);
size_t strcspn(const char *text, const char *set);
char *strpbrk(const char *text, const char *set);
char *strdup(const char *text);
#endif
`;

const assertion = `#undef assert
void __hosted_assert(const char *condition, const char *file, int line)
	__attribute__((__noreturn__));
#ifdef NDEBUG
#define assert(condition) ((void)0)
#else
#define assert(condition) ((condition) ? (void)0 : __hosted_assert(#condition, __FILE__, __LINE__))
#endif
#define static_assert _Static_assert
`;

const ctype = `#ifndef _HOSTED_CTYPE_H
#define _HOSTED_CTYPE_H
${["alnum", "alpha", "blank", "cntrl", "digit", "graph", "lower", "print", "punct", "space"]
  .concat(["upper", "xdigit"])
  .map((name) => `int is${name}(int character);`)
  .join("\n")}
int tolower(int character);
int toupper(int character);
#endif
`;

const errno = `#ifndef _HOSTED_ERRNO_H
#define _HOSTED_ERRNO_H
int *__hosted_errno(void);
#define errno (*__hosted_errno())
#define EDOM 33
#define ERANGE 34
#define EINVAL 22
#define ENOMEM 12
#endif
`;

const float = `#ifndef _HOSTED_FLOAT_H
#define _HOSTED_FLOAT_H
#define FLT_RADIX 2
#define FLT_MANT_DIG 24
#define DBL_MANT_DIG 53
#endif
`;

const math = `#ifndef _HOSTED_MATH_H
#define _HOSTED_MATH_H
double fabs(double value);
float fabsf(float value);
double ldexp(double value, int exponent);
float ldexpf(float value, int exponent);
#endif
`;

const iso646 = `#define and &&
#define or ||
#define not !
`;

const stdnoreturn = `#define noreturn _Noreturn
`;

const stdalign = `#define alignas _Alignas
#define alignof _Alignof
`;

/** Texts by the name between the brackets of `#include <…>`. */
export const hostedHeaders: ReadonlyMap<string, string> = new Map([
  ["assert.h", assertion],
  ["ctype.h", ctype],
  ["errno.h", errno],
  ["float.h", float],
  ["inttypes.h", inttypes],
  ["iso646.h", iso646],
  ["limits.h", limits],
  ["math.h", math],
  ["stdalign.h", stdalign],
  ["stdarg.h", stdarg],
  ["stdbool.h", stdbool],
  ["stddef.h", stddef],
  ["stdint.h", stdint],
  ["stdio.h", stdio],
  ["stdlib.h", stdlib],
  ["stdnoreturn.h", stdnoreturn],
  ["string.h", string],
]);
