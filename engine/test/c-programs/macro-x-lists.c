/* One list, many tables. */
#include <stdio.h>
#include <string.h>

#define ERRORS(X) \
	X(OK, 0, "fine") \
	X(PERM, 1, "not allowed") \
	X(NOENT, 2, "no such thing") \
	X(AGAIN, 11, "try again") \
	X(NOMEM, 12, "out of memory")

#define AS_ENUM(name, value, text) E_##name = value,
enum error { ERRORS(AS_ENUM) };
#undef AS_ENUM

#define AS_CASE(name, value, text) case E_##name: return text;
static const char *describe(enum error e)
{
	switch (e) {
	ERRORS(AS_CASE)
	}
	return "unknown";
}
#undef AS_CASE

#define AS_ROW(name, value, text) { #name, value, sizeof(text) - 1 },
static const struct { const char *name; int value; int length; } table[] = { ERRORS(AS_ROW) };

#define PLUS_ONE(...) + 1
enum { N_ERRORS = 0 ERRORS(PLUS_ONE) };

#define FIELDS(X) X(int, width) X(unsigned char, depth) X(long, offset)
struct config {
#define DECLARE(type, name) type name;
	FIELDS(DECLARE)
};

static void print_config(const struct config *c)
{
#define PRINT(type, name) printf("%s %s=%ld\n", #type, #name, (long)c->name);
	FIELDS(PRINT)
}

int main(void)
{
	for (int i = 0; i < N_ERRORS; i++)
		printf("%s %d %d %s\n", table[i].name, table[i].value, table[i].length,
		       describe(table[i].value));
	printf("%s\n", describe(5));
	struct config c = { .width = 80, .depth = 300 & 0xff, .offset = -1 };
	print_config(&c);
	return N_ERRORS + E_AGAIN;
}
