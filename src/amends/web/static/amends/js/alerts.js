// What people are told of.
