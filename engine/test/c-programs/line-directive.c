/* #line changes what __LINE__ and __FILE__ say. tcc differs: it puts the folder in front. */
#include <stdio.h>
#include <string.h>

#define HERE __LINE__

static int line_of_call(int line) { return line - HERE; }

int main(void)
{
	int before = __LINE__;

#line 500 "other.c"
	printf("%d %s\n", __LINE__, __FILE__);
#line 7
	printf("%d %s\n", HERE, __FILE__);
	printf("%d\n", line_of_call(__LINE__) > 0);
	printf("%d\n", before);
	return strcmp(__FILE__, "other.c") + __LINE__;
}
