"""All benchmarks, one after the other: `make bench`."""

from tests.bench import accept, fairness, first_answers, lookups, messaging, pages, pdf, scale, webhooks

if __name__ == "__main__":
    for benchmark in (pages, first_answers, pdf, lookups, accept, webhooks, messaging, fairness, scale):
        benchmark.run()
