/* Records with one member, wrapped types of many depths. */
#include <stdio.h>

typedef struct { unsigned long v; } pgd_t;
typedef struct { pgd_t pgd; } p4d_t;
typedef struct { p4d_t p4d; } pud_t;
typedef struct { unsigned short v; } prot_t;
typedef struct { int *p; } ref_t;
typedef struct { unsigned char b[8]; } bytes_t;
typedef union { unsigned long v; unsigned char b[8]; } both_t;

static pud_t mk(unsigned long v) { return (pud_t){ { { v } } }; }
static unsigned long val(pud_t p) { return p.p4d.pgd.v; }
static pud_t set(pud_t p, prot_t f) { p.p4d.pgd.v |= f.v; return p; }
static ref_t advance(ref_t r, int n) { r.p += n; return r; }
static bytes_t flip(bytes_t b)
{
	for (int i = 0; i < 4; i++) {
		unsigned char t = b.b[i];
		b.b[i] = b.b[7 - i];
		b.b[7 - i] = t;
	}
	return b;
}
static both_t both(unsigned long v) { return (both_t){ .v = v }; }

int main(void)
{
	pud_t table[3] = { mk(0x1000), mk(0x2000), mk(-1ul) }, *p = table;
	int numbers[] = { 10, 20, 30 };
	prot_t rw = { 0x8003 };

	*p = set(*p, rw);
	p[1] = set(set(p[1], (prot_t){ 1 }), (prot_t){ 4 });
	printf("%lx %lx %lx\n", val(table[0]), val(table[1]), val(table[2]));
	pud_t old = *p;
	*p++ = mk(0);
	printf("%lx %lx\n", val(old), val(p[-1]));
	rw.v++;
	ref_t r = advance((ref_t){ numbers }, 2);
	*r.p += rw.v & 7;
	printf("%d\n", numbers[2]);
	bytes_t b = flip((bytes_t){ { 1, 2, 3, 4, 5, 6, 7, 8 } });
	printf("%d %d %x\n", b.b[0], flip(b).b[0], both(0x1122334455667788).b[6]);
	pgd_t *inner = &table[1].p4d.pgd;
	inner->v >>= 8;
	return val(table[1]) + sizeof(pud_t);
}
