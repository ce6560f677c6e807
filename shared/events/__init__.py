"""The published language: every event of every service, one file per publisher. All that services know of each other."""
