/* Records packed by pragmas, nested and restored. */
#include <stddef.h>
#include <stdio.h>

struct loose { char c; int i; short s; };
#pragma pack(push, 1)
struct one { char c; int i; short s; };
#pragma pack(push)
#pragma pack(2)
struct two { char c; int i; short s; long l; };
#pragma pack(pop)
struct again { short s; long l; };
#pragma pack(pop)
struct after { char c; int i; short s; };
#pragma pack(4)
struct four { char c; long l; short s; };
#pragma pack()
struct last { char c; long l; };

int main(void)
{
	struct one list[2] = { { 1, 0x11223344, 2 }, { 3, -4, 5 } };

	printf("%zu %zu %zu %zu\n", sizeof(struct loose), sizeof(struct one), sizeof(struct two), sizeof(struct again));
	printf("%zu %zu %zu\n", sizeof(struct after), sizeof(struct four), sizeof(struct last));
	printf("%zu %zu %zu\n", offsetof(struct one, i), offsetof(struct two, l), offsetof(struct four, l));
	printf("%zu %zu\n", _Alignof(struct one), _Alignof(struct two));
	list[1].i += list[0].i;
	printf("%x %d\n", list[1].i, list[1].s);
	return (int)sizeof(list);
}
