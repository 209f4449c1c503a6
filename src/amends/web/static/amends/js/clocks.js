// Promises: rings, lateness, the reason of the order.
