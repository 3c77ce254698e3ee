/* The element behind the last one of a local array. */
/* fault: out-of-bounds at 9:15 */
int main(void)
{
	int list[4] = { 1, 2, 3, 4 };
	int sum = 0;

	for (int i = 0; i <= 4; i++)
		sum += list[i];
	return sum;
}
