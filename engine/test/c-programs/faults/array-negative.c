/* An array of a negative number of elements. */
/* fault: negative-array-size at 5:10 */
static int sum(int n)
{
	int v[n - 3];

	for (int i = 0; i < n - 3; i++)
		v[i] = i;
	return n > 3 ? v[0] : 0;
}

int main(void)
{
	return sum(5) + sum(2);
}
