/* Flags, widths and precisions of integer conversions. */
#include <limits.h>
#include <stdio.h>

int main(void)
{
	printf("[%5d][%-5d][%05d][%+d][% d]\n", 42, 42, 42, 42, 42);
	printf("[%5d][%-5d][%05d][%+d][% d]\n", -42, -42, -42, -42, -42);
	printf("[%.3d][%6.3d][%-6.3d][%+.3d][%.0d]\n", 7, 7, 7, 7, 0);
	printf("[%x][%X][%#x][%#X][%08x][%#010x]\n", 0xbeef, 0xbeef, 0xbeef, 0xbeef, 0xbeef, 0xbeef);
	printf("[%o][%#o][%#o][%u]\n", 8, 8, 0, -1);
	printf("[%#x][%.5x][%8.4x]\n", 0, 0xab, 0xab);
	printf("[%hhd][%hhu][%hd][%hu]\n", 200, -1, 40000, -1);
	printf("[%ld][%lu][%lx]\n", LONG_MIN, ULONG_MAX, LONG_MIN);
	printf("[%lld][%llu][%zu][%td][%jd]\n", LLONG_MAX, ULLONG_MAX, sizeof(int), (char *)8 - (char *)2, 5L);
	printf("[%*d][%-*d][%.*d]\n", 6, 3, 6, 3, 4, 3);
	printf("[%*d][%.*d]\n", -6, 3, -1, 3);
	printf("[%s][%10s][%-10s][%.2s][%8.3s]\n", "text", "text", "text", "text", "text");
	printf("[%c][%3c][%-3c][%%]\n", 'a', 'b', 'c');
	printf("[%i][%5i][%+5i]\n", INT_MIN, 1, 0);
	printf("[%.0s][%.s]\n", "gone", "gone");
	return printf("%s%d\n", "count", 12345);
}
