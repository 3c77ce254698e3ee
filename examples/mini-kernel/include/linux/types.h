/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_TYPES_H
#define _LINUX_TYPES_H

typedef unsigned char u8;
typedef unsigned int u32;
typedef unsigned long u64;
typedef unsigned long phys_addr_t;
typedef unsigned int gfp_t;
typedef unsigned int pgtbl_mod_mask;
typedef _Bool bool;
typedef unsigned long size_t;

typedef struct {
	int counter;
} atomic_t;

typedef struct {
	long long counter;
} atomic64_t;

typedef struct {
	long counter;
} atomic_long_t;

typedef struct {
	unsigned long bits;
} nodemask_t;

#define true 1
#define false 0
#define NULL ((void *)0)

#define EINVAL 22
#define ENOMEM 12

#endif
