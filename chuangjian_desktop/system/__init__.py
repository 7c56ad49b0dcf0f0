"""What we ask of the operating system: limits for children, children that stream, what a medium can hold."""
