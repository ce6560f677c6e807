"""All benchmarks, one after the other: `make bench`."""

from tests.bench import accept, lookups, messaging, pages, pdf, scale

if __name__ == "__main__":
    for benchmark in (pages, pdf, lookups, accept, messaging, scale):
        benchmark.run()
