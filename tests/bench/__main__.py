"""All benchmarks, one after the other: `make bench`."""

from tests.bench import accept, fairness, lookups, messaging, pages, pdf, scale, webhooks

if __name__ == "__main__":
    for benchmark in (pages, pdf, lookups, accept, webhooks, messaging, fairness, scale):
        benchmark.run()
