/* The value of a function that returned none. */
/* fault: missing-return at 7:1 */
static int find(int key)
{
	if (key > 2)
		return key;
}

int main(void)
{
	return find(3) + find(1);
}
