/* SPDX-License-Identifier: GPL-2.0-only
 *
 * Preloaded into TAYGA, this stands in for the kernel's TUN device: opening /dev/net/tun gives the
 * socket whose number V6LAB_TUN_SOCKET names, and the few requests about devices all succeed.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <linux/if_tun.h>
#include <net/if.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>

enum
{
    LINK_MTU = 1500
};

typedef int (*open_function)(const char*, int, ...);
typedef int (*ioctl_function)(int, unsigned long, ...);

static int
open_or_stand_in(const char* name, const char* path, int flags, int mode)
{
    const char* number = getenv("V6LAB_TUN_SOCKET");
    if (number && strcmp(path, "/dev/net/tun") == 0)
    {
        return atoi(number);
    }
    return ((open_function)dlsym(RTLD_NEXT, name))(path, flags, mode);
}

int
open(const char* path, int flags, ...)
{
    va_list rest;
    va_start(rest, flags);
    const int mode = va_arg(rest, int);
    va_end(rest);
    return open_or_stand_in("open", path, flags, mode);
}

int
open64(const char* path, int flags, ...)
{
    va_list rest;
    va_start(rest, flags);
    const int mode = va_arg(rest, int);
    va_end(rest);
    return open_or_stand_in("open64", path, flags, mode);
}

int
ioctl(int descriptor, unsigned long request, ...)
{
    va_list rest;
    va_start(rest, request);
    void* argument = va_arg(rest, void*);
    va_end(rest);
    switch (request)
    {
    case TUNSETIFF:
    case TUNSETPERSIST:
        return 0;
    case SIOCGIFMTU:
        ((struct ifreq*)argument)->ifr_mtu = LINK_MTU;
        return 0;
    default:
        return ((ioctl_function)dlsym(RTLD_NEXT, "ioctl"))(descriptor, request, argument);
    }
}
