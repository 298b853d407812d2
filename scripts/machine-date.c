/* Moves the date of a process and of its children by MACHINE_DATE_SHIFT seconds, as a machine with another date would have it.
   Only the date: waits go by the monotonic clock, which stays as it is (faketime moves the waits too, and breaks the test runner's).
   cc -shared -fPIC -o machine-date.so machine-date.c -ldl; LD_PRELOAD=./machine-date.so MACHINE_DATE_SHIFT=150000000 date */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <sys/time.h>
#include <time.h>

static long long shift(void)
{
    static long long seconds;
    static int read;
    if (!read) {
        const char *text = getenv("MACHINE_DATE_SHIFT");
        seconds = text ? atoll(text) : 0;
        read = 1;
    }
    return seconds;
}

int clock_gettime(clockid_t clock, struct timespec *now)
{
    static int (*real)(clockid_t, struct timespec *);
    if (!real) {
        real = (int (*)(clockid_t, struct timespec *))dlsym(RTLD_NEXT, "clock_gettime");
    }
    int result = real(clock, now);
    if (result == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) {
        now->tv_sec += shift();
    }
    return result;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone)
{
    struct timespec exact;
    (void)zone;
    clock_gettime(CLOCK_REALTIME, &exact);
    now->tv_sec = exact.tv_sec;
    now->tv_usec = exact.tv_nsec / 1000;
    return 0;
}

time_t time(time_t *into)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (into) {
        *into = now.tv_sec;
    }
    return now.tv_sec;
}
