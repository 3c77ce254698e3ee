/* A computed goto to something that is no label. */
/* fault: bad-jump at 8:16 */
int main(void)
{
	void *targets[2] = { &&end, (void *)16 };
	int i = 1;

	goto *targets[i];
end:
	return i;
}
