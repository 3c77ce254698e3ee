/* A member that the initialisation left out. */
/* fault: uninitialised-read at 11:9 */
struct pair { int a, b; };

int main(void)
{
	struct pair p, q;

	p.a = 1;
	q = p;
	return q.b;
}
