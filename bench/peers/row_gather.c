// The limit for shuffled batches: memcpy of 256 rows of 784 bytes each from a mapped file, with software prefetch and without.
//
//     cc -O3 -march=native row_gather.c -o row_gather
//     row_gather FILE
//
// FILE is what RowGatherBenchmark made: rows of 784 bytes, each of which begins with its number (u64, little-endian). All rows are
// copied once in shuffled order, batch after batch to one place; a batch is prefetched as far as it goes, as a loader cannot know
// the next one. One JSON line for each way: peer, work, bytes, seconds (the least of ten runs after a warm-up), us_per_batch, and
// the same for the median of runs of four batches, which other work on the machine disturbs less.

#define _GNU_SOURCE
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>

enum { ROW = 784, BATCH = 256, RUNS = 10, STEP = 4 };

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec + t.tv_nsec * 1e-9;
}

static void gather(const char *rows, const int64_t *positions, int ahead, char *batch) {
  for (int i = 0; i < BATCH; i++) {
    if (ahead > 0 && i + ahead < BATCH) {
      const char *next = rows + positions[i + ahead] * ROW;
      for (int line = 0; line < ROW; line += 64) __builtin_prefetch(next + line);
    }
    memcpy(batch + (size_t)i * ROW, rows + positions[i] * ROW, ROW);
  }
}

static int ascending(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

int main(int argc, char **argv) {
  struct stat info;
  int file = argc == 2 ? open(argv[1], O_RDONLY) : -1;
  if (file < 0 || fstat(file, &info) != 0 || info.st_size < ROW * BATCH * STEP) {
    fprintf(stderr, "usage: row_gather FILE, where FILE is what bench/run RowGatherBenchmark made\n");
    return 2;
  }
  int64_t n = info.st_size / ROW;
  const char *rows = mmap(NULL, info.st_size, PROT_READ, MAP_SHARED | MAP_POPULATE, file, 0);
  char *batch = aligned_alloc(64, (size_t)BATCH * ROW);
  int64_t *positions = malloc(n * sizeof *positions);
  double *times = malloc((n / (BATCH * STEP) + 1) * RUNS * sizeof *times);
  if (rows == MAP_FAILED || batch == NULL || positions == NULL || times == NULL) return 1;
  uint64_t state = 1;
  for (int64_t i = 0; i < n; i++) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    int64_t other = (int64_t)((state >> 16) % (uint64_t)(i + 1));
    positions[i] = positions[other];
    positions[other] = i;
  }
  const int ways[] = {0, 2, 4, 6, 8, 16};
  for (size_t way = 0; way < sizeof ways / sizeof *ways; way++) {
    double least = 1e9;
    int64_t count = 0, bytes = 0;
    for (int run = -1; run < RUNS; run++) {
      double total = 0;
      bytes = 0;
      for (int64_t at = 0; at + BATCH * STEP <= n; at += BATCH * STEP) {
        double start = now();
        for (int step = 0; step < STEP; step++) gather(rows, positions + at + step * BATCH, ways[way], batch);
        double time = now() - start;
        total += time;
        bytes += (int64_t)BATCH * STEP * ROW;
        if (run >= 0) times[count++] = time;
        int64_t found;
        memcpy(&found, batch + (size_t)(BATCH - 1) * ROW, sizeof found);
        if (found != positions[at + BATCH * STEP - 1]) {
          fprintf(stderr, "expected row %lld, found %lld\n", (long long)positions[at + BATCH * STEP - 1], (long long)found);
          return 1;
        }
      }
      if (run >= 0 && total < least) least = total;
    }
    qsort(times, count, sizeof *times, ascending);
    char name[64];
    snprintf(name, sizeof name, ways[way] ? "C memcpy, prefetch %d rows ahead" : "C memcpy", ways[way]);
    printf("{\"peer\": \"%s\", \"work\": \"rows of 784 bytes, shuffled batches of 256\", \"bytes\": %lld, \"seconds\": %.6f, "
           "\"us_per_batch\": %.3f, \"median_us_per_batch\": %.3f}\n",
           name, (long long)bytes, least, least / (bytes / (BATCH * ROW)) * 1e6, times[count / 2] / STEP * 1e6);
  }
  return 0;
}
