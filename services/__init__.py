"""The five services. None imports another; they share the published language in `shared.events` and nothing else."""
