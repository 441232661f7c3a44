"""Where leads live: one protocol for reading a table and writing our columns beside it, several places behind it."""
