"""Tasks: outside effects that run after the commit, by Celery in production and on threads in the embedded run."""
