/* Headers without holes, in the byte order of the wire. */
#include <stdio.h>
#include <string.h>

typedef unsigned char u8;
typedef unsigned short u16;
typedef unsigned int u32;

#define htons(x) __builtin_bswap16(x)
#define htonl(x) __builtin_bswap32(x)

struct ethernet { u8 to[6], from[6]; u16 type; } __attribute__((packed));
struct ip {
	u8 length : 4, version : 4;
	u8 service;
	u16 total, id, fragment;
	u8 ttl, protocol;
	u16 check;
	u32 source, destination;
} __attribute__((packed));
struct frame { struct ethernet e; struct ip ip; u8 data[]; } __attribute__((packed));

static u16 checksum(const void *data, int n)
{
	const u8 *p = data;
	u32 sum = 0;

	for (; n > 1; n -= 2, p += 2)
		sum += p[0] << 8 | p[1];
	if (n)
		sum += p[0] << 8;
	while (sum >> 16)
		sum = (sum & 0xffff) + (sum >> 16);
	return ~sum;
}

int main(void)
{
	static u8 buffer[64];
	struct frame *f = (struct frame *)buffer;

	f->e.type = htons(0x0800);
	memset(f->e.to, 0xff, 6);
	f->ip = (struct ip){ .version = 4, .length = 5, .total = htons(60), .id = htons(0x1c46), .fragment = htons(0x4000),
			     .ttl = 64, .protocol = 6, .source = htonl(0xac100a63), .destination = htonl(0xac100a0c) };
	f->ip.check = htons(checksum(&f->ip, sizeof(f->ip)));
	for (unsigned i = 12; i < sizeof(*f); i++)
		printf("%02x", buffer[i]);
	printf("\n%d %d\n", checksum(&f->ip, sizeof(f->ip)), (int)sizeof(struct frame));
	printf("%x %d\n", htonl(f->ip.source), f->ip.version);
	f->ip.ttl--;
	printf("%x\n", checksum(&f->ip, sizeof(f->ip)));
	return f->ip.length;
}
