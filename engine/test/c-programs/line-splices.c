/* Backslash-newlines, digraphs, comments and pasted lines. */
#include <stdio.h>

#define LONG_ONE first \
	+ second \
	/* comment */ + third
#define EMPTY_ARGS(a,b,c) [a|b|c]
#define STR_(...) #__VA_ARGS__
#define STR(...) STR_(__VA_ARGS__)

%: define DIGRAPH 7

static int li\
st<:3:> = <% 1, 2, 3 %>;

// a line comment that goes on \
   int broken = "here;

int main(void)
{
	int first = 1, second = 20, third = 300;
	int a = 8, b = 2;
	int *p = &b;

	printf("%d %d\n", LONG_ONE, DIGRAPH);
	printf("%d %d\n", list[0], list[2]);
	printf("%s\n", STR(EMPTY_ARGS(,x,)));
	printf("split \
string\n");
	printf("%d\n", a/ *p);
	printf("%d\n", a//* not division
		/b);
	printf("%d\n", a---b);
	printf("%d\n", a+++b);
	printf("%s\n", "/* no comment */ // here");
	printf("%s" "%s\n", "adj" "acent" /**/ " pieces", "" "!");
	printf("%d\n", '\\'/1 + sizeof "a" "b" - 3 > 91);
	retu\
rn a;
}
