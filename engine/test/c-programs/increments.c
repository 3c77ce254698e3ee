/* Values before and after. */
#include <stdio.h>

struct pair {
	int a;
	unsigned char b;
};

int main(void)
{
	int i = 5, list[4] = { 10, 20, 30, 40 };
	int *p = list;
	unsigned char wrap = 255;
	struct pair s = { 7, 0 }, *q = &s;

	printf("%d ", i++);
	printf("%d ", ++i);
	printf("%d ", i--);
	printf("%d\n", --i);
	printf("%d ", *p++);
	printf("%d ", *++p);
	printf("%d ", (*p)++);
	printf("%d ", ++*p);
	printf("%d\n", (int)(p - list));
	printf("%d ", wrap++);
	printf("%d ", wrap--);
	printf("%d\n", wrap);
	printf("%d ", q->a++ + s.a);
	printf("%d ", --q->b);
	printf("%d\n", ++(*q).a);
	printf("%d\n", *p--);
	printf("%d\n", *--p);
	return list[2];
}
