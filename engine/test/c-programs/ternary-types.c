/* Both arms of ?: are brought to one type. */
#include <stdio.h>

int main(void)
{
	int yes = 1, no = 0;
	unsigned u = 3;
	long big = -5;
	char text[] = "abc";
	const char *p = yes ? text : "zzz";
	void *v = no ? (void *)0 : text;

	printf("%d\n", (yes ? -1 : u) > 0);
	printf("%ld\n", yes ? -1 : big);
	printf("%ld\n", (long)(yes ? -1 : u));
	printf("%d\n", (int)sizeof(yes ? (char)1 : (short)2));
	printf("%d\n", (int)sizeof(no ? 1 : 1ull));
	printf("%s %s\n", p, (char *)v);
	printf("%d\n", *(no ? &no : &yes));
	printf("%s\n", yes ? no ? "a" : u == 3 ? "b" : "c" : "d");
	yes ? (void)(no = 4) : (void)(no = 5);
	printf("%d\n", no);
	p = 0;
	printf("%d\n", (p ? p : text) == text);
	(yes ? printf("one\n") : printf("two\n"));
	return (no > 4 ?: 9) + (no ? 1 : 0);
}
