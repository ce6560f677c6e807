"""What a brand and a workspace are: rules and no input or output."""
