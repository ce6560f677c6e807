"""All benchmarks, one after the other: `make bench`."""

from tests.bench import accept, fairness, lookups, messaging, pages, pdf, scale

if __name__ == "__main__":
    for benchmark in (pages, pdf, lookups, accept, messaging, fairness, scale):
        benchmark.run()
