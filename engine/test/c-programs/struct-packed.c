/* Packed and aligned records. tcc differs: it ignores an attribute between struct and its tag. */
#include <stddef.h>
#include <stdio.h>

struct __attribute__((packed)) tight { char c; int i; short s; long l; };
struct part { char c; int i __attribute__((packed)); long l; };
struct wide { char c; int i __attribute__((aligned(16))); };
struct whole { int i; } __attribute__((aligned(64)));
struct two { char c; short s; } __attribute__((packed, aligned(2)));
struct mix { struct tight t; char c; _Alignas(8) char d; };

int main(void)
{
	struct tight t = { 1, 0x12345678, -2, 0x1122334455667788 };
	struct tight list[2] = { t, { 2, 3, 4, 5 } };
	unsigned char *bytes = (unsigned char *)&t;
	_Alignas(32) char buffer[3] = "ab";

	printf("%d %d %d\n", (int)sizeof(struct tight), (int)sizeof(struct part), (int)sizeof(struct wide));
	printf("%d %d %d\n", (int)sizeof(struct whole), (int)sizeof(struct two), (int)sizeof(struct mix));
	printf("%d %d %d\n", (int)_Alignof(struct tight), (int)_Alignof(struct whole), (int)_Alignof(struct two));
	printf("%d %d\n", (int)offsetof(struct part, i), (int)offsetof(struct mix, d));
	for (unsigned i = 0; i < sizeof(t); i++)
		printf("%02x", bytes[i]);
	printf("\n");
	list[1].i += t.i;
	list[0].l--;
	printf("%x %lx %d\n", list[1].i, list[0].l, list[1].s);
	printf("%d\n", (int)((unsigned long)buffer % 32));
	return (int)((char *)&list[1].l - (char *)list);
}
