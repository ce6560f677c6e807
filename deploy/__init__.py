"""What it takes to run Porchlight: images, compose, Kubernetes and the embedded run."""
