/* A pointer moves beyond the end of its array. */
/* fault: pointer-arithmetic at 6:24 */ /* kernel: exit 2 */
int main(void)
{
	int list[4] = { 0 };
	int *p = list, *q = p + 6;

	return q - p == 6 ? 2 : 3;
}
