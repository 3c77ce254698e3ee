/* The quotient that does not fit. */
/* fault: signed-overflow at 7:11 */
int main(void)
{
	int a = -2147483647 - 1, b = -1;

	return a / b;
}
