/* Arguments of main, exit from within calls, and output by several functions. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int depth(int n)
{
	if (n == 0) {
		fputs("bye", stdout);
		putchar('\n');
		exit(17);
	}
	return depth(n - 1) + 1;
}

int main(int argc, char *argv[])
{
	char line[32];

	printf("%d %d\n", argc, argv[argc] == NULL);
	fprintf(stdout, "%s-%03d\n", "out", 7);
	fprintf(stderr, "not compared\n");
	int n = sprintf(line, "%c%c%c", 'a', 'b', 'c');
	fwrite(line, 1, n, stdout);
	puts("");
	n = snprintf(line, 4, "%d", 123456);
	printf("%s %d %d\n", line, n, (int)strlen(line));
	fputc('x', stdout);
	putc('y', stdout);
	puts("z");
	fflush(stdout);
	return depth(3);
}
