/* A store in front of an array. */
/* fault: pointer-arithmetic at 7:7 */
static short list[3];

static void put(int at, short value)
{
	list[at] = value;
}

int main(void)
{
	put(2, 7);
	put(-1, 8);
	return list[2];
}
