/* A loop's pointer goes in front of the array. */
/* fault: pointer-arithmetic at 7:37 */ /* kernel: exit 4 */
int main(void)
{
	int list[3] = { 1, 2, 3 }, sum = 0;

	for (int *p = list + 2; p >= list; p--)
		sum += *p;
	return sum - 2;
}
