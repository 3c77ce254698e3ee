/* A sum that grows beyond an int. */
/* fault: signed-overflow at 8:7 */ /* kernel: exit 7 */
int main(void)
{
	int sum = 1;

	for (int i = 0; i < 40; i++)
		sum += sum;
	return sum == 0 ? 7 : 8;
}
