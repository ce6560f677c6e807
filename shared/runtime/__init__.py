"""Runtime: turns manifests into processes. Five in one process is the embedded run, one per process is production."""
