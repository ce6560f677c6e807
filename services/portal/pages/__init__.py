"""Pages: their contexts (views), how they are rendered, and the routes that serve them."""
